// The lab in programs of others (a slide deck, a site generator, React), and the element's word to its host.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serve } from '../../web/setup/serve.mjs';
import { guest, inside } from './embedding.mjs';
import { packages } from './hosts.mjs';
import { census, decode } from './picture.mjs';
import { pause } from './visitor.mjs';

const site = (process.env.SITE ?? fileURLToPath(new URL('../../build/site', import.meta.url))).replace(/\/?$/, '/');

// The site as a server gives it that reads _headers.
async function headed(place) {
  const served = await serve({ folder: process.env.SITE, headed: true });
  place.later(served.close);
  return { ...place, address: served.address };
}

// Calls the element's method; { answer } or { why } it refused.
const call = (host, method, ...args) => host.page.evaluate(([name, given]) => document.querySelector('dropout-lab')[name](...given)
  .then((answer) => ({ answer }), (error) => ({ why: error.message })), [method, args]);

const vary = (host, properties) => host.page.evaluate((given) => {
  Object.assign(document.querySelector('dropout-lab'), given);
}, properties);

// Sends the message to the page's frame of that index, without the element; the answer to its id.
const say = (host, message, index = 0) => host.page.evaluate(([given, i]) => new Promise((resolve) => {
  const id = Math.random();
  addEventListener('message', ({ data }) => data.id === id && resolve(data));
  globalThis.frames[i].postMessage({ dropoutLab: 1, id, ...given }, '*');
}), [message, index]);

// From now on the element's events of that kind are counted.
const events = (host, type) => host.page.evaluate((name) => {
  globalThis.told = [];
  document.addEventListener(name, (event) => globalThis.told.push(event.detail?.message ?? event.detail));
}, type).then(() => (count = 1) => host.page.waitForFunction((n) => globalThis.told.length >= n && globalThis.told, count).then((h) => h.jsonValue()));

const frames = (host) => host.page.frames().filter((frame) => frame.url().includes('embed.html')).length;
async function gone(host) {
  while (frames(host) > 0) await pause(20);
}

const same = (a, b) => ['iteration', 'mask', 'link', 'playing'].forEach((what) => assert.deepEqual(b[what], a[what], what));

export const tests = [
  ['a reveal.js deck that takes the frame away and brings it back finds the very run: iteration, masks, link', async (place) => {
    const host = await guest(place, 'reveal', { sameSite: true });
    const lab = await inside(host);
    await lab.until((f) => f.iteration > 50, 'it trains');
    assert.equal((await say(host, { type: 'set', fields: { rate: 0.03 } })).type, 'done');
    assert.equal((await say(host, { type: 'pause' })).type, 'done');
    assert.equal((await say(host, { type: 'step', count: 3 })).type, 'done');
    const left = await lab.figures();
    await host.page.evaluate(() => globalThis.Reveal.next());
    await gone(host);
    await host.page.evaluate(() => globalThis.Reveal.prev());
    same(left, await (await inside(host)).until((f) => f.iteration > 0 && !f.replaying, 'the run is back'));
    assert.equal((await say(host, { type: 'play' })).type, 'done');
    const before = await (await inside(host)).until((f) => f.iteration > left.iteration, 'it goes on');
    await host.page.evaluate(() => globalThis.Reveal.next());
    await gone(host);
    await host.page.evaluate(() => globalThis.Reveal.prev());
    await (await inside(host)).until((f) => !f.replaying && f.playing && f.iteration > before.iteration, 'it still goes on');
  }],
  ['two equal lines on a page have a run each, and the same line in the next lesson begins its own', async (place) => {
    for (const kind of ['lesson', 'elements']) {
      const host = await guest(place, `${kind}-1`, { sameSite: true });
      if (kind === 'elements') await host.page.evaluate(() => [...document.querySelectorAll('dropout-lab')].forEach((lab) => lab.state()));
      const rate = async (index) => (await (await inside(host, index)).until((f) => f.iteration > 0 && !f.replaying, 'it trains')).experiment.rate;
      const usual = await rate(1);
      await rate(0);
      const changed = host.page.frames().filter((f) => f.url().includes('embed.html'))[0];
      await changed.evaluate(() => parent === globalThis || globalThis.dropoutLab.figures());
      const set = kind === 'elements' ? (await host.page.evaluate(() => document.querySelector('dropout-lab').set({ rate: 0.04 }).then(() => 'done')))
        : (await say(host, { type: 'set', fields: { rate: 0.04 } })).type;
      assert.equal(set, 'done');
      // the visitor leaves for the next lesson; and comes back to this one, anew
      for (const [lesson, first] of [[`${kind}-2`, usual], [`${kind}-1`, kind === 'elements' ? '0.04' : usual]]) {
        await host.page.goto(host.page.url().replace(/[^/]*$/, lesson));
        assert.equal(await rate(0), first, `${lesson}, first frame`);
        if (kind === 'lesson' || lesson.endsWith('1')) {
          if (kind === 'elements') await host.page.evaluate(() => document.querySelectorAll('dropout-lab')[1].state());
          assert.equal(await rate(1), usual, `${lesson}, second frame`);
        }
      }
      await host.leave();
    }
  }],
  ['changed attributes act at once in the frame that is there: theme, fields, preset; another scene keeps the run', async (place) => {
    const host = await guest(place, 'element');
    const lab = await inside(host);
    await lab.until((f) => f.iteration > 20, 'it trains');
    await call(host, 'pause');
    const before = await lab.figures();
    assert.equal(before.dark, false);
    await host.page.evaluate(() => { globalThis.frame = document.querySelector('dropout-lab').shadowRoot.querySelector('iframe'); });
    await vary(host, { theme: 'dark' });
    const dark = await lab.until((f) => f.dark, 'it is dark');
    same(before, dark);
    await vary(host, { fields: { rate: 0.02, keep: [1, 0.9, 0.6] } });
    const set = await lab.until((f) => f.experiment.keep === '1,0.9,0.6', 'the fields act');
    assert.equal(set.iteration, before.iteration);
    assert.equal(set.experiment.rate, '0.02');
    assert.equal(set.experiment.data, 'moons');
    const refused = await events(host, 'error');
    await vary(host, { fields: 'rate=-3' });
    assert.match((await refused())[0], /learning rate/);
    await vary(host, { fields: null, preset: 'spirals' });
    await lab.until((f) => f.experiment.data === 'spiral', 'the preset opens');
    assert.ok(await host.page.evaluate(() => globalThis.frame === document.querySelector('dropout-lab').shadowRoot.querySelector('iframe')));
    await call(host, 'pause');
    await call(host, 'step', 5);
    const left = (await call(host, 'state')).answer;
    await vary(host, { scene: 'cost' });
    const right = await call(host, 'state');
    assert.equal(right.answer?.scene, 'cost', right.why);
    const back = await (await inside(host)).until((f) => !f.replaying && f.iteration === left.iteration, 'the run is there');
    assert.equal(back.experiment.data, 'spiral');
    assert.equal(back.dark, true);
    assert.deepEqual(host.errors.filter((error) => !error.startsWith('failed: ')), []);
  }],
  ['a site by docute switches to dark, and the scene in it does', async (place) => {
    const host = await guest(place, 'docute', { viewport: { width: 1200, height: 800 } });
    const lab = await inside(host);
    const { iteration } = await lab.until((f) => f.iteration > 5 && !f.dark, 'it trains in the light');
    await host.page.click('.dark-theme-toggler .toggle-track');
    const figures = await lab.until((f) => f.dark, 'the scene is dark');
    assert.ok(figures.iteration >= iteration, 'the run began anew');
  }],
  ['in a program of React in strict mode, bundled, the element takes objects, lists and handlers, and follows the state',
    async (place) => {
      const host = await guest(place, 'react');
      const lab = await inside(host);
      const first = await lab.until((f) => f.iteration > 20, 'it trains');
      assert.equal(first.experiment.keep, '1,0.8,0.7');
      assert.equal(first.experiment.rate, '0.02');
      await host.page.waitForFunction(() => Number(document.getElementById('heard').textContent) > 20);
      await host.page.evaluate(() => globalThis.setRate(0.05));
      const second = await lab.until((f) => f.experiment.rate === '0.05', 'the rate follows');
      assert.ok(second.iteration >= first.iteration);
      await host.page.evaluate(() => globalThis.setTheme('dark'));
      await lab.until((f) => f.dark, 'the theme follows');
      assert.equal(frames(host), 1);
      await host.page.evaluate(() => globalThis.setShown(false));
      await gone(host);
      assert.deepEqual(host.errors.filter((error) => !error.startsWith('failed: ')), []);
    }],
  ['every promise of the element settles: removed, detached, hidden, in a page without an origin', async (place) => {
    const host = await guest(await headed(place), 'element');
    const removed = host.page.evaluate(() => {
      const lab = document.querySelector('dropout-lab');
      const asked = lab.state();
      lab.remove();
      return asked.catch((error) => error.message);
    });
    assert.match(await removed, /removed/);
    const why = (deed) => host.page.evaluate(deed);
    assert.match(await why(() => document.createElement('dropout-lab').state().catch((error) => error.message)), /in no document/);
    assert.match(await why(() => {
      const lab = document.createElement('dropout-lab');
      lab.hidden = true;
      document.body.append(lab);
      return lab.play().catch((error) => error.message);
    }), /hidden/);
    await host.leave();
    const alone = await guest(await headed(place), 'no-origin');
    assert.equal((await call(alone, 'state')).answer?.scene, 'norms');
  }],
  ['what keeps the frame away is an error event, and the author\'s own text shows', async (place) => {
    const refusing = (headers, status = 200) => (page) => page.route('**/embed.html', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, status, headers: { ...response.headers(), ...headers } });
    });
    const mute = (page) => page.route('**/assets/loader*', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    const noGraphics = (page) => page.addInitScript(() => { HTMLCanvasElement.prototype.getContext = () => null; });
    for (const [name, prepare, reason] of [['astray', null, /does not answer/], ['forbids', null, /does not answer/], ['no-origin', null, /does not answer/],
      ['element', refusing({ 'x-frame-options': 'DENY' }), /does not answer/], ['element', mute, /does not answer/],
      ['element', noGraphics, /WebGL 2/]]) {
      const host = await guest(place, name, { own: true, prepare: async (page) => {
        await page.clock.install();
        await page.addInitScript(() => {
          globalThis.told = [];
          document.addEventListener('error', (event) => event.detail && globalThis.told.push(event.detail.message));
          const attach = Element.prototype.attachShadow;
          Element.prototype.attachShadow = function (...given) {
            const root = attach.apply(this, given);
            root.addEventListener('load', ({ target }) => { globalThis.loaded ||= target.localName === 'iframe'; }, true);
            return root;
          };
        });
        await prepare?.(page);
      } });
      const asked = call(host, 'state');
      await host.page.waitForFunction((silent) => globalThis.told.length > 0 || (silent && globalThis.loaded), prepare !== noGraphics);
      await host.page.clock.fastForward(15000); // the element's patience with a frame that has loaded
      await host.page.waitForFunction(() => globalThis.told.length > 0);
      const [told] = await host.page.evaluate(() => globalThis.told);
      assert.match(told, reason, name);
      assert.equal((await asked).why, told);
      const shown = await host.page.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector('dropout-lab'));
        return range.getBoundingClientRect().height;
      });
      assert.ok(shown > 10, `${name}: the text is not to be seen`);
      await host.leave();
    }
  }],
  ['a link or field that is none is refused and the run kept; odd ids, lone surrogates and ports are answered', async (place) => {
    const host = await guest(place, 'element');
    const lab = await inside(host);
    await lab.until((f) => f.iteration > 20, 'it trains');
    await call(host, 'pause');
    const before = await lab.figures();
    for (const [message, words] of [[{ type: 'load', link: 'garbage' }, /no link to an experiment/],
      [{ type: 'load', link: 'v1&keep=7' }, /keep_prob/], [{ type: 'set', fields: { at: 4 } }, /'at' is no field to set/],
      [{ type: 'set', fields: { do: '5:rate=0.1' } }, /'do' is no field/], [{ type: 'set', fields: { own: 'mine' } }, /'own' is no field/],
      [{ type: 'set', fields: { keep: '\ud800' } }, /could not be taken/], [{ type: 'set', fields: { keep: [1, [2]] } }, /set needs fields/],
      [{ type: 'speed', speed: 7 }, /speeds are/], [{ type: 'theme', theme: 'blue' }, /light/], [{ type: ['get'] }, /unknown type/]]) {
      const answer = await host.page.evaluate((given) => new Promise((resolve) => {
        const frame = document.querySelector('dropout-lab').shadowRoot.querySelector('iframe').contentWindow;
        addEventListener('message', ({ data }) => data.id === 'mine' && resolve(data), { once: false });
        frame.postMessage({ dropoutLab: 1, id: 'mine', ...given }, '*');
      }), message);
      assert.equal(answer.type, 'error', JSON.stringify(message));
      assert.match(answer.message, words);
    }
    const port = await host.page.evaluate(() => new Promise((resolve) => {
      const { port1 } = new MessageChannel();
      addEventListener('message', ({ data }) => data.type === 'error' && resolve(data.message));
      document.querySelector('dropout-lab').shadowRoot.querySelector('iframe').contentWindow
        .postMessage({ dropoutLab: 1, type: 'get', id: port1 }, '*', [port1]);
    }));
    assert.match(port, /an id is/);
    same(before, await lab.figures());
    const unclonable = await host.page.evaluate(() => document.querySelector('dropout-lab').set({ rate: () => 1 }).catch((error) => error.name));
    assert.equal(unclonable, 'DataCloneError');
    assert.deepEqual(host.errors, []);
  }],
  ['an unknown scene is an error, in the frame\'s own words too', async (place) => {
    const host = await guest(place, 'unknown-scene', { prepare: (page) => page.addInitScript(() => {
      globalThis.heard = [];
      addEventListener('message', ({ data }) => globalThis.heard.push(data));
    }) });
    await (await inside(host)).until((f) => /no scene 'norm'; there are page, network/.test(f.notice), 'it says so');
    const [error] = await host.page.evaluate(() => globalThis.heard.filter((message) => message.type === 'error'));
    assert.match(error.message, /no scene 'norm'/);
  }],
  ['state says whether a run is replayed and how fast it goes; image is a PNG, history the curves', async (place) => {
    const host = await guest(place, 'element');
    await (await inside(host)).until((f) => f.iteration > 5, 'it trains');
    const link = 'v1&data=moons&layers=64,64&at=60000';
    const states = await host.page.evaluate(async (run) => {
      const lab = document.querySelector('dropout-lab');
      await lab.load({ link: run });
      const during = await lab.state();
      await lab.load({ preset: 'moons' });
      lab.speed = 60;
      await lab.pause();
      await lab.reset();
      await lab.step(30);
      return [during, await lab.state()];
    }, link);
    assert.deepEqual(states.map(({ replaying }) => replaying), [true, false]);
    assert.equal(states[1].speed, 60);
    assert.equal(states[1].iteration, 30);
    const bytes = await host.page.evaluate(async () => [...new Uint8Array(await (await document.querySelector('dropout-lab').image()).arrayBuffer())]);
    const picture = decode(Buffer.from(bytes));
    assert.ok(picture.width > 300 && census(picture).colours > 20, `${picture.width} × ${picture.height}`);
    const csv = (await call(host, 'history')).answer.trim().split('\n');
    assert.match(csv[0], /iteration/);
    assert.equal(csv.at(-1).split(',')[0], '30');
  }],
  ['a page that requires a policy of what it embeds can frame the site, where _headers is read', async (place) => {
    const host = await guest(await headed(place), 'isolated', { prepare: null });
    assert.equal((await call(host, 'state')).why, undefined);
    assert.deepEqual(host.errors, []);
  }],
  ['the element has its height before the frame has loaded, as its attribute says or as suits the scene; its title is followed',
    async (place) => {
      const host = await guest(place, 'element', { prepare: (page) => page.addInitScript(() => {
        globalThis.heights = [];
        const look = () => {
          const lab = document.querySelector('dropout-lab');
          if (lab?.shadowRoot) globalThis.heights.push(lab.offsetHeight);
          requestAnimationFrame(look);
        };
        look();
      }) });
      await (await inside(host)).until((f) => f.iteration > 0, 'it runs');
      assert.deepEqual([...new Set(await host.page.evaluate(() => globalThis.heights))], [300]);
      await vary(host, { height: '420px', title: 'Norms of the weights' });
      assert.equal(await host.page.evaluate(() => document.querySelector('dropout-lab').offsetHeight), 420);
      assert.equal(await host.page.evaluate(() => document.querySelector('dropout-lab').shadowRoot.querySelector('iframe').title), 'Norms of the weights');
      // and without the attribute: the same before and after
      const heights = await host.page.evaluate(async () => {
        const lab = document.createElement('dropout-lab');
        lab.scene = 'tape';
        document.body.prepend(lab);
        const before = lab.offsetHeight;
        const told = new Promise((resolve) => { lab.addEventListener('height', ({ detail }) => resolve(detail.height)); });
        await lab.state();
        return [before, await told, lab.offsetHeight];
      });
      assert.equal(new Set(heights).size, 1, heights.join(', '));
    }],
  ['the types of the element, its messages, and its JSX in React and Vue pass tsc --strict', async (place) => {
    const folder = await mkdtemp(join(packages, 'node_modules', '.types-'));
    place.later(() => rm(folder, { recursive: true }));
    for (const name of ['dropout-lab.mjs', 'dropout-lab.d.mts', 'dropout-lab.d.ts', 'dropout-lab.js', 'dropout-lab-react.d.ts', 'dropout-lab-vue.d.ts']) {
      await cp(site + name, join(folder, name));
    }
    const sources = {
      'plain.ts': `import { DropoutLabElement } from './dropout-lab.mjs';
        import type { MessageIn, MessageOut, State } from './dropout-lab.mjs';
        const lab = document.querySelector('dropout-lab')!;
        const own: DropoutLabElement = lab;
        lab.addEventListener('iteration', (event) => { const cost: number | null = event.detail.arms[0]!.cost.test; console.log(cost); });
        lab.addEventListener('error', ({ detail }) => console.log(detail.message.length));
        lab.addEventListener('click', (event) => console.log(event.clientX));
        lab.fields = { rate: 0.02, keep: [1, 0.8, 0.5] };
        lab.height = 300;
        const message: MessageIn = { dropoutLab: 1, type: 'set', fields: { keep: [1, .8] } };
        const said = (out: MessageOut) => out.type === 'image' ? out.image.size : 0;
        export async function use(): Promise<State> { await own.load({ link: 'v1' }); console.log((await own.image()).size, message, said); return own.state(); }`,
      'page.tsx': `/** @jsxImportSource react */
        import type {} from './dropout-lab-react';
        export const page = <dropout-lab scene="norms" fields={{ keep: [1, 0.8] }} height={300} className="x"
          oniteration={(event) => console.log(event.detail.iteration)}>text</dropout-lab>;`,
      'vue.tsx': `/** @jsxImportSource vue */
        import type {} from './dropout-lab-vue';
        export const page = <dropout-lab scene="norms" fields={{ rate: 0.1 }} onReady={(event) => console.log(event.detail.scene)}>text</dropout-lab>;`,
      'wrong.ts': `import type { DropoutLabElement, Scene } from './dropout-lab.mjs';
        export const use = (lab: DropoutLabElement) => lab.addEventListener('iteration', (event) => event.detail.colour);
        export const scenes: Scene[] = ['norms', 'norm'];`,
    };
    for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, name), text);
    const { stdout } = await promisify(execFile)(process.execPath, [join(packages, 'node_modules/typescript/bin/tsc'), '--strict', '--noEmit',
      '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--jsx', 'react-jsx', '--types', 'react', ...Object.keys(sources)], { cwd: folder }).catch((error) => error);
    assert.match(stdout, /^wrong\.ts.*colour.*\nwrong\.ts.*"norm".*\n$/); // the others are right
  }],
];
