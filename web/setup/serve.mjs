// serve.mjs [FOLDER] [--port N] [--prefix /some/path/]: serves a folder as an ordinary static host would, to this machine only.
// Tests import serve().
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const site = fileURLToPath(new URL('../../build/site', import.meta.url));

const types = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

// the file that an address means, { folder: true } for a folder without its slash, or null: nothing outside the folder, not even through a link
async function find(folder, pathname) {
  try {
    const root = await realpath(folder);
    let path = await realpath(join(root, decodeURIComponent(pathname)));
    if (path !== root && !path.startsWith(root + sep)) return null;
    if ((await stat(path)).isDirectory()) {
      if (pathname && !pathname.endsWith('/')) return { folder: true };
      path = join(path, 'index.html');
    }
    const { size } = await stat(path);
    return { path, size };
  } catch {
    return null;
  }
}

// What _headers of the folder says of a path, as Netlify and Cloudflare Pages read it: rules of a path, * for anything,
// each with its headers behind it.
async function headersFor(folder, path) {
  const found = {};
  let applies = false;
  for (const line of (await readFile(join(folder, '_headers'), 'utf8').catch(() => '')).split('\n')) {
    if (/^\S/.test(line)) {
      const rule = line.trim().split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
      applies = new RegExp(`^${rule}$`).test(path);
    } else if (applies && line.includes(':')) {
      found[line.slice(0, line.indexOf(':')).trim()] = line.slice(line.indexOf(':') + 1).trim();
    }
  }
  return found;
}

async function answer(request, response, { folder, prefix, headed }) {
  const end = (status, text, headers = {}) =>
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(text);
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, 'Only GET and HEAD', { Allow: 'GET, HEAD' });
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = `${pathname}/` === prefix ? { folder: true }
    : pathname.startsWith(prefix) ? await find(folder, pathname.slice(prefix.length)) : null;
  if (file?.folder) return end(301, '', { Location: `${pathname}/` });
  if (!file) return end(404, `Nothing at ${pathname}`);
  response.writeHead(200, {
    'Content-Type': types[extname(file.path)] ?? 'application/octet-stream',
    'Content-Length': file.size,
    'Cache-Control': /\/assets\/[^/]+$/.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(headed && await headersFor(folder, `/${pathname.slice(prefix.length)}`)),
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file.path).on('error', () => response.destroy()).pipe(response);
}

// serve({ folder, port, next, prefix, headed, first }) resolves to { server, address, close }.  With `next` a port that is
// taken leads to the one after it; port 0 is any free one.  With `headed` the answers have the headers of the folder's
// _headers.  What first(request, response) says true to, it has answered.
export async function serve({ folder = site, port = 0, next = false, prefix = '/', headed = false, first = () => false } = {}) {
  const server = createServer((request, response) => {
    if (!first(request, response)) answer(request, response, { folder, prefix, headed }).catch(() => response.destroy());
  });
  for (;; port++) {
    try {
      await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || !next || port >= 65535) throw error;
    }
  }
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
  return { server, close, address: `http://127.0.0.1:${server.address().port}${prefix}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, prefix: { type: 'string', default: '/' } },
  });
  const port = Number(values.port ?? 8000);
  const prefix = `/${values.prefix}/`.replace(/\/+/g, '/');
  try {
    const { address, close } = await serve({ folder: positionals[0], port, next: values.port === undefined, prefix });
    console.log(`Dropout Lab is at ${address}   (Ctrl+C ends it)`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => close().then(() => process.exit(0)));
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: choose another with --port` : error.message);
    process.exit(1);
  }
}
