// Pages of others that hold scenes, on another site than the lab's: each is a text that a test serves.
import { createServer } from 'node:http';

const frame = (site, words, rest = 'width="640" height="420"') => `<iframe name="lab" src="${site}embed.html#${words}" ${rest}></iframe>`;
const html = (body, head = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A course</title>${head}</head><body>${body}</body></html>`;

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
  // A slide deck, which takes the frames of hidden slides away.
  slides: (site) => html(`<section id="slide">${frame(site, 'scene=network')}</section>
    <script>
      const [first] = document.querySelectorAll('iframe');
      const source = first.src;
      const leave = () => first.removeAttribute('src');
      const come = () => { first.src = source; };
    </script>`),
  // A page whose policy allows the lab's site, and no inline script or style.
  strict: (site) => html(`<dropout-lab scene="tape" height="320">The masks of the last iterations, if scripts may run.</dropout-lab>
    <script src="${site}dropout-lab.js" defer></script>`,
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${new URL(site).origin}; frame-src ${new URL(site).origin}; img-src ${new URL(site).origin}">`),
  // Six scenes below each other.
  six: (site) => html(`<script src="${site}dropout-lab.js" defer></script>
    ${['network', 'norms', 'cost', 'surfaces', 'tape', 'weights'].map((scene) => `<dropout-lab id="${scene}" scene="${scene}" height="500">${scene}</dropout-lab><div style="height:900px"></div>`).join('')}`),
};

// Serves them at http://localhost: another site than 127.0.0.1, for a browser.
export async function serveHosts(site) {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    const make = hosts[request.url.slice(1)];
    return response.writeHead(make ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' }).end(make?.(site) ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
  return { address: `http://localhost:${server.address().port}/`, close };
}
