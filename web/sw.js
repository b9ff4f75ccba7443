// Keeps the page for visits without a network. Its entries are asked of the server first, so that a new version shows
// at once; files with a hash in their name never change and come from the cache. A new worker waits until the pages of
// the former are closed, and then throws away what only they needed. What a captive portal or a failing server gives
// instead of a file is not kept, and no page is shown in place of a good copy.
import { hasRelaxedSimd, hasSimd } from './builds.js';

// By web/setup/pack.mjs: CORE are the files of every visit, BUILDS those of either program, HASHES of whatever lies in
// assets/; VERSION changes with any.
const { scope } = registration;
const prefix = `dropout-lab ${scope} `;
const name = prefix + VERSION;

const fileOf = (url) => url.split(/[?#]/)[0].slice(scope.length);

async function keep(url, response) {
  await (await caches.open(name)).put(url, response);
}

// A file of assets/ as its hash promises it, past the browser's cache where that has another.
async function whole(url, cache) {
  const ask = (from) => fetch(url, { integrity: HASHES[fileOf(url)], cache: from });
  const response = await ask(cache).catch(() => ask('reload'));
  if (!response.ok) throw new Error(response.status);
  return response;
}

// Is that what the address stands for? Pages are known by their canvas, others by not being pages.
async function isOurs(url, response) {
  if (!response.ok) return false;
  const page = response.headers.get('Content-Type')?.startsWith('text/html');
  if (!/(^|\/|\.html)$/.test(fileOf(url))) return !page;
  return page && /<canvas id="?canvas/.test(await response.clone().text());
}

async function keepCore() {
  const build = hasSimd() && hasRelaxedSimd() ? 'relaxed' : 'plain';
  // what the page has just loaded is not loaded again, even from a server that wants to be asked each time
  await Promise.all([...CORE, ...BUILDS[build]].map(async (file) => {
    const url = new URL(file, scope).href;
    let response = await (HASHES[file] ? whole(url, 'force-cache') : fetch(url, { cache: 'force-cache' }));
    if (!HASHES[file] && !await isOurs(url, response)) {
      response = await fetch(url, { cache: 'reload' });
      if (!await isOurs(url, response)) throw new Error(`${file} is not ours`);
    }
    await keep(url, response);
  }));
}

async function forgetOthers() {
  const others = (await caches.keys()).filter((key) => key.startsWith(prefix) && key !== name);
  await Promise.all(others.map((key) => caches.delete(key)));
}

const kept = (request) => caches.match(request, { ignoreSearch: true });

// `reload`: the page found that what it got is damaged.
async function fromCache(request) {
  const copy = request.cache !== 'reload' && await kept(request);
  if (copy) return copy;
  if (!HASHES[fileOf(request.url)]) return fetch(request); // another version's
  try {
    const response = await whole(request.url, request.cache);
    await keep(request.url, response.clone());
    return response;
  } catch {
    return fetch(request); // the page says what is wrong with it
  }
}

async function fresh(request) {
  const response = await fetch(request).catch((error) => error);
  if (response instanceof Response) {
    if (await isOurs(request.url, response)) {
      keep(request.url, response.clone());
      return response;
    }
    // a redirection, or what is gone for good, is the site's own word
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 500)) return response;
  }
  const copy = await kept(request);
  if (copy) return copy;
  if (response instanceof Response) return response;
  throw response;
}

addEventListener('install', (event) => event.waitUntil(keepCore()));
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  event.respondWith(fileOf(request.url).startsWith('assets/') ? fromCache(request) : fresh(request));
});
