// Pages of others that hold scenes, on another site than the lab's: each is a text that a test serves.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const packages = fileURLToPath(new URL('../hosts/', import.meta.url));

const frame = (site, words, rest = 'width="640" height="420"') => `<iframe name="lab" src="${site}embed.html#${words}" ${rest}></iframe>`;
const html = (body, head = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A course</title>${head}</head><body>${body}</body></html>`;

// The run of two lessons whose authors pasted the same line, twice into the first.
const lesson = (site) => html(`${frame(site, 'scene=network', 'width="640" height="420"').replace(' name="lab"', '').repeat(2)}`);
const elements = (site, count) => html(`<script src="${site}dropout-lab.js" defer></script>${'<dropout-lab scene="network" height="300">The network</dropout-lab>'.repeat(count)}`);
// A page with one element, which a test goes on with.
const element = (site, attributes = 'scene="norms" preset="moons" height="300"') =>
  html(`<script src="${site}dropout-lab.js" defer></script><dropout-lab id="lab" ${attributes}>The author's own text.</dropout-lab>`);

export const hosts = {
  // A page of a course, with a script that talks to the frame.
  plain: (site) => html(`<h1>Dropout</h1>${frame(site, 'scene=norms&preset=moons')}<div style="height:2000px"></div>
    <script>
      const heard = [];
      addEventListener('message', ({ data, source }) => source === frames[0] && heard.push(data));
      let next = 1;
      function ask(message) {
        const id = next++;
        frames[0].postMessage({ dropoutLab: 1, id, ...message }, '*');
        return new Promise((resolve) => {
          const look = setInterval(() => {
            const answer = heard.find((m) => m.id === id);
            if (answer) { clearInterval(look); resolve(answer); }
          }, 20);
        });
      }
    </script>`),
  // A long page with a scene that scrolls.
  tall: (site) => html(`${frame(site, 'scene=settings&start=paused')}<div style="height:2000px"></div>`),
  // What a learning platform leaves of the line: no allow, no scripts, a sandbox.
  platform: (site) => html(frame(site, 'scene=surfaces', 'width="500" height="400" sandbox="allow-scripts allow-same-origin"')),
  // The strictest of them: the frame has no origin of its own, and so no storage and no clipboard.
  sandbox: (site) => html(frame(site, 'scene=cost', 'width="500" height="400" sandbox="allow-scripts"')),
  // A page whose policy allows the lab's site, and no inline script or style.
  strict: (site) => html(`<dropout-lab scene="tape" height="320">The masks of the last iterations, if scripts may run.</dropout-lab>
    <script src="${site}dropout-lab.js" defer></script>`,
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${new URL(site).origin}; frame-src ${new URL(site).origin}; img-src ${new URL(site).origin}">`),
  // Six scenes below each other.
  six: (site) => html(`<script src="${site}dropout-lab.js" defer></script>
    ${['network', 'norms', 'cost', 'surfaces', 'tape', 'weights'].map((scene) => `<dropout-lab id="${scene}" scene="${scene}" height="500">${scene}</dropout-lab><div style="height:900px"></div>`).join('')}`),
  'lesson-1': lesson,
  'lesson-2': lesson,
  'elements-1': (site) => elements(site, 2),
  'elements-2': (site) => elements(site, 1),
  element: (site) => element(site),
  // Nothing is at the address that the element has for the lab's site.
  astray: (site) => element(site, `base="${site}nowhere/" scene="norms"`),
  // A policy of the host's lets the script in, but not the frame.
  forbids: (site) => html(element(site).match(/<body>(.*)<\/body>/s)[1], `<meta http-equiv="Content-Security-Policy" content="frame-src 'none'">`),
  // The host's page has no origin, and so the frames in it have none.
  'no-origin': { make: (site) => element(site), headers: { 'Content-Security-Policy': 'sandbox allow-scripts' } },
  // A page that is alone with what says that it may be with it.
  isolated: { make: (site) => element(site), headers: { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' } },
  'unknown-scene': (site) => html(frame(site, 'scene=norm')),
  // A deck of reveal.js, which takes the frames of hidden slides away.
  reveal: (site) => html(`<div class="reveal"><div class="slides">
      <section><iframe data-src="${site}embed.html#scene=network" width="640" height="420"></iframe></section>
      <section><p>Another slide</p></section>
    </div></div>
    <script src="/npm/reveal.js/dist/reveal.js"></script>
    <script>Reveal.initialize({ transition: 'none' });</script>`, '<link rel="stylesheet" href="/npm/reveal.js/dist/reveal.css">'),
  // A site by docute, with its dark switch, which the element follows.
  docute: (site) => html(`<div id="docute"></div>
    <script src="/npm/docute/dist/docute.js"></script>
    <script src="${site}dropout-lab.js"></script>
    <script>
      new Docute({ target: '#docute', darkThemeToggler: true, detectSystemDarkTheme: false });
      document.addEventListener('click', () => setTimeout(() => {
        document.querySelector('dropout-lab').theme = localStorage.getItem('docute:theme') === 'dark' ? 'dark' : 'light';
      }, 50), true);
    </script>`, '<link rel="stylesheet" href="/npm/docute/dist/docute.css">'),
  // A program of React in strict mode, bundled together with the element.
  react: (site) => html(`<div id="root"></div><script>globalThis.site = ${JSON.stringify(site)};</script><script type="module" src="/react.js"></script>`),
};

const others = {
  '/README.md': ['text/markdown', () => '# A course\n\n<dropout-lab scene="norms" height="300">The norms</dropout-lab>\n'],
  '/react.js': ['text/javascript', async () => (await build({
    stdin: { contents: reactProgram, resolveDir: packages, loader: 'jsx' }, bundle: true, write: false, format: 'esm',
    jsx: 'automatic', nodePaths: [join(packages, 'node_modules')], define: { 'process.env.NODE_ENV': '"development"' },
  })).outputFiles[0].text],
};

const reactProgram = `
  import { StrictMode, useEffect, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  import '${(process.env.SITE ?? fileURLToPath(new URL('../../build/site', import.meta.url))).replace(/\/?$/, '/')}dropout-lab.mjs';

  function Lesson() {
    const [rate, setRate] = useState(0.02);
    const [theme, setTheme] = useState('light');
    const [heard, setHeard] = useState(0);
    const [shown, setShown] = useState(true);
    useEffect(() => { Object.assign(globalThis, { setRate, setTheme, setShown }); }, []);
    return <>
      <p id="heard">{heard}</p>
      {shown && <dropout-lab base={globalThis.site} scene="norms" preset="moons" theme={theme} height={300}
        fields={{ rate, keep: [1, 0.8, 0.7] }} oniteration={(event) => setHeard(event.detail.iteration)}>The norms</dropout-lab>}
    </>;
  }
  createRoot(document.getElementById('root')).render(<StrictMode><Lesson /></StrictMode>);
`;

const types = { '.js': 'text/javascript', '.css': 'text/css' };

async function find(path, site) {
  const host = hosts[path.slice(1)];
  if (host) return { type: 'text/html', body: (host.make ?? host)(site), headers: host.headers };
  if (others[path]) return { type: others[path][0], body: await others[path][1]() };
  if (path.startsWith('/npm/')) return { type: types[extname(path)], body: await readFile(join(packages, 'node_modules', path.slice(5))) };
  return null;
}

// Serves them at http://localhost: another site than 127.0.0.1, for a browser.
export async function serveHosts(site) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    const found = await find(pathname, site).catch((error) => console.log(error.message));
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': `${found.type}; charset=utf-8`, ...found.headers }).end(found.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
  return { address: `http://localhost:${server.address().port}/`, close };
}
