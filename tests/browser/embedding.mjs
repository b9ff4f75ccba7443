// The lab in the pages of others, without a network, and out of a single file.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/setup/serve.mjs';
import { serveHosts } from './hosts.mjs';
import { coarse, pause, screenshots, Visitor } from './visitor.mjs';

const site = (process.env.SITE ?? fileURLToPath(new URL('../../build/site', import.meta.url))).replace(/\/?$/, '/');

const small = { viewport: { width: 800, height: 600 }, ...coarse };

// A frame of a host page, looked into as a visitor looks into a page.
export class Inside extends Visitor {
  constructor(visitor, frame) {
    super(visitor.context, frame);
    this.errors = visitor.errors;
  }
}

// Somebody who opens the host page of that name.
export async function guest(place, name, { sameSite = false, ...options } = {}) {
  const hosts = await serveHosts(place.address);
  // the test's browser gives a frame of another site no storage, others give it one of its own for each site
  if (sameSite) hosts.address = hosts.address.replace('localhost', '127.0.0.1');
  place.later(hosts.close);
  return Visitor.arrive({ ...place, address: hosts.address }, { query: name, waits: false, ...small, ...options });
}

export async function inside(visitor, index = 0) {
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
    const frame = visitor.page.frames().filter((f) => f !== visitor.page.mainFrame() && f.url().includes('embed.html'))[index];
    if (frame && await frame.evaluate(() => 'dropoutLab' in globalThis).catch(() => false)) return new Inside(visitor, frame);
  }
  throw new Error(`no frame runs: ${visitor.errors.join('; ')}`);
}

export const tests = [
  ['a host page commands its frame by messages, hears each iteration, and is answered in words where it asks for nonsense',
    async (place) => {
      const host = await guest(place, 'plain');
      const lab = await inside(host);
      await lab.until((f) => f.iteration > 5, 'the frame trains');
      const ask = (message) => host.page.evaluate((m) => globalThis.ask(m), message);
      const heard = (type) => host.page.evaluate((t) => globalThis.eval('heard').filter((m) => m.type === t), type);
      assert.equal((await ask({ type: 'pause' })).type, 'done');
      assert.equal((await ask({ type: 'set', fields: { rate: 0.02, keep: '1,0.8,0.7' } })).type, 'done');
      const before = await ask({ type: 'get' });
      assert.equal(before.experiment.data, 'moons');
      assert.equal(before.experiment.keep, '1,0.8,0.7');
      assert.equal((await ask({ type: 'step', count: 7 })).type, 'done');
      const after = await ask({ type: 'get' });
      assert.equal(after.iteration, before.iteration + 7);
      const shown = await lab.until((f) => f.iteration === after.iteration && f.measured_at === f.iteration, 'the frame shows it');
      after.arms.forEach((arm, i) => assert.equal(arm.cost.test, shown.arms[i].cost_test));
      assert.match(after.link, /^v1&.*at=\d+/);

      for (const [message, words] of [[{ type: 'dance' }, /unknown type; known are/], [{ type: 'set', fields: { keep: '7' } }, /keep_prob/],
        [{ type: 'set', fields: { colour: 'green' } }, /colour/], [{ type: 'step', count: 1e9 }, /1 to 1000/],
        [{ type: 'load', preset: '<img src=x onerror=alert(1)>' }, /no preset; there are football/], [{ type: 'get', dropoutLab: 2 }, /version 1/]]) {
        const answer = await ask(message);
        assert.equal(answer.type, 'error', JSON.stringify(answer));
        assert.match(answer.message, words);
      }
      assert.equal((await ask({ type: 'get' })).experiment.keep, '1,0.8,0.7', 'a refused message has changed something');
      assert.equal((await ask({ type: 'load', link: after.link })).type, 'done');
      await ask({ type: 'load', preset: 'four-inputs' });
      assert.equal((await ask({ type: 'get' })).experiment.data, 'copies');
      assert.equal((await heard('ready')).length, 1);
      assert.ok((await heard('iteration')).some(({ arms }) => arms.length === 3 && arms[0].norm.every((n) => n > 0)));
      const { height } = (await heard('height'))[0];
      assert.ok(height >= 240);
      const resize = await host.page.evaluate(() => globalThis.eval('heard').filter((m) => m.subject === 'lti.frameResize'));
      assert.deepEqual(resize, [{ subject: 'lti.frameResize', height }]);
      assert.deepEqual(host.errors, []);
    }],
  ['a segment shows two scenes of one run, stops where it is told to, asks, and goes on when the visitor says so', async (place) => {
    const query = 'embed.html#scene=norms,surfaces&stop=40&ask=Whose%20norm%20is%20smaller%3F&preset=moons';
    const visitor = await Visitor.arrive(place, { query, waits: false, viewport: { width: 900, height: 480 }, ...coarse });
    const line = visitor.page.locator('#segment');
    await line.getByText('Whose norm is smaller?').waitFor({ timeout: 60_000 });
    const stood = await visitor.until((f) => !f.playing && f.measured_at === f.iteration, 'it has stopped');
    assert.equal(stood.iteration, 40);
    const [norms, surface] = [await visitor.box('curve', 0), await visitor.box('surface')];
    assert.ok(norms.x + norms.width <= surface.x + 1, `beside each other: ${JSON.stringify([norms, surface])}`);
    const { y } = await line.boundingBox();
    for (const box of [norms, surface]) assert.ok(box.y + box.height <= y, 'the line lies over a scene');
    await line.getByRole('button', { name: 'Go on' }).click();
    await visitor.until((f) => f.playing && f.iteration > 60, 'it goes on');
    await line.getByRole('button').waitFor({ state: 'hidden' });
    assert.equal(await line.locator('p').textContent(), 'Whose norm is smaller?');
    assert.deepEqual(visitor.errors, []);
  }],
  ['what a host says before its frame can listen is answered when it can, and an error where it never can', async (place) => {
    for (const [status, type] of [[200, 'state'], [404, 'error']]) {
      let asked;
      const until = new Promise((resolve) => { asked = resolve; });
      const prepare = (page) => page.route('**/assets/host.*.js', async (route) => {
        await until;
        const response = await route.fetch();
        await route.fulfill(status === 200 ? { response } : { status });
      });
      const host = await guest(place, 'plain', { prepare });
      await inside(host);
      await host.page.evaluate(() => void globalThis.ask({ id: 'early', type: 'get' }));
      asked();
      const said = await host.page.waitForFunction((wanted) => globalThis.eval('heard').find((m) => m.type === wanted), type);
      assert.equal((await said.jsonValue()).id, status === 200 ? 'early' : undefined);
      await host.leave();
    }
  }],
  ['where the site lists the hosts that may command it, another is neither told anything nor listened to', async (place) => {
    for (const listed of ['https://course.example', 'http://localhost:PORT']) {
      const hosts = await serveHosts(place.address);
      place.later(hosts.close);
      const list = listed.replace('PORT', new URL(hosts.address).port);
      const prepare = (page) => page.route('**/embed.html', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('<title>', `<meta name="dropout-lab-hosts" content="${list}"><title>`);
        await route.fulfill({ response, body });
      });
      const host = await Visitor.arrive({ ...place, address: hosts.address }, { query: 'plain', prepare, waits: false, ...small });
      const lab = await inside(host);
      await lab.until((f) => f.iteration > 5, 'the frame trains');
      const listens = await lab.page.waitForFunction(() => performance.getEntriesByType('resource').find(({ name }) => /\/host\./.test(name))?.name);
      await lab.page.evaluate(async (script) => { // who comes after it hears the same
        await import(script);
        globalThis.asked = new Promise((resolve) => { addEventListener('message', ({ data }) => data.id === 'x' && resolve()); });
      }, await listens.jsonValue());
      await host.page.evaluate(() => globalThis.frames[0].postMessage({ dropoutLab: 1, id: 'x', type: 'pause' }, '*'));
      await lab.page.evaluate(() => globalThis.asked);
      await lab.frames(10); // each of which would tell its iterations
      await lab.page.evaluate(() => parent.postMessage({ type: 'last' }, '*')); // messages keep their order
      await host.page.waitForFunction(() => globalThis.eval('heard').some((m) => m.type === 'last'));
      const heard = await host.page.evaluate(() => globalThis.eval('heard').filter((m) => m.dropoutLab).length);
      assert.equal(heard > 0, listed.includes('PORT'), `${heard} messages came through`);
      assert.equal((await lab.figures()).playing, !listed.includes('PORT'));
      await host.leave();
    }
  }],
  ['a frame trains in what a learning platform leaves of an iframe, and without an origin', async (place) => {
    // A frame without an origin is a stranger to its own site, which then has to allow strangers, as _headers does.
    const site = await serve({ folder: process.env.SITE, headed: true });
    place.later(site.close);
    for (const [name, address] of [['platform', place.address], ['sandbox', site.address]]) {
      const host = await guest({ ...place, address }, name);
      const lab = await inside(host);
      await lab.until((f) => f.iteration > 20, `the frame in the ${name} trains`);
      assert.deepEqual(host.errors, []);
      await host.leave();
    }
  }],
  ['the element runs under a strict policy, and its words stand where it does not', async (place) => {
    const host = await guest(place, 'strict');
    await (await inside(host)).until((f) => f.iteration > 5, 'the element trains');
    assert.deepEqual(host.errors, []);
    assert.match(await host.page.textContent('dropout-lab'), /if scripts may run/);
  }],
  ['of six elements at most four are alive, and one that slept goes on where it was', async (place) => {
    const host = await guest(place, 'six');
    const alive = () => host.page.evaluate(() => [...document.querySelectorAll('dropout-lab')].filter((e) => e.shadowRoot.querySelector('iframe')).map((e) => e.id));
    const left = await (await inside(host)).until((f) => f.iteration > 30, 'the first trains');
    const seen = new Set();
    for (let y = 0; y <= 8000; y += 450) {
      await host.page.evaluate((top) => scrollTo(0, top), y);
      await host.frames(3); // by which the page has been told what is in sight
      const now = await alive();
      assert.ok(now.length <= 4, `${now} are alive`);
      now.forEach((id) => seen.add(id));
    }
    assert.equal(seen.size, 6, `only ${[...seen]} came alive`);
    assert.ok(!(await alive()).includes('network'), 'the first never slept');
    await host.page.evaluate(() => scrollTo(0, 0));
    await host.frames(3);
    const back = await host.page.evaluate(() => document.getElementById('network').state());
    assert.ok(back.iteration >= left.iteration, `it left at ${left.iteration} and is back at ${back.iteration}`);
    const why = await host.page.evaluate(() => document.getElementById('network').set({ rate: -1 }).catch((error) => error.message));
    assert.match(why, /learning rate/);
  }],
  ['the wheel over a frame scrolls the host page, until the frame has the focus and something in it scrolls', async (place) => {
    const host = await guest(place, 'tall');
    const lab = await inside(host);
    const scrolled = () => host.page.evaluate(() => scrollY);
    const turn = async () => {
      await host.page.mouse.wheel(0, 60);
      for (let i = 0; i < 40 && await scrolled() === 0; i++) await lab.frames(1);
      return scrolled();
    };
    const top = async () => (await lab.page.evaluate(() => globalThis.dropoutLab.boxes()))['data 0'][1];
    const before = await top();
    await host.page.mouse.move(300, 150);
    assert.ok(await turn() > 0, 'the host page does not scroll');
    assert.equal(await top(), before);
    await host.page.evaluate(() => scrollTo(0, 0));
    await lab.page.evaluate(() => document.getElementById('canvas').focus());
    await lab.frames(4);
    assert.equal(await turn(), 0, 'the host page scrolls though the frame does');
    assert.ok(await top() < before, 'nothing in the frame scrolls');
    assert.deepEqual(host.errors, []);
  }],
  ['a frame out of sight stands still', async (place) => {
    const host = await guest(place, 'plain');
    const lab = await inside(host);
    await lab.until((f) => f.iteration > 20, 'it trains');
    await host.page.evaluate(() => scrollTo(0, 1500));
    const iterationIn = async (frames) => {
      await host.frames(frames);
      return (await lab.figures()).iteration;
    };
    let iteration = -1;
    for (let tries = 0, now = 0; tries < 20 && now !== iteration; tries++) [iteration, now] = [now, await iterationIn(3)];
    assert.equal(await iterationIn(40), iteration, 'it trains on');
    await host.page.evaluate(() => scrollTo(0, 0));
    await lab.until((f) => f.iteration > iteration, 'it goes on');
  }],
  ['Embed gives lines for a course page, and previews them', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, permissions: ['clipboard-read', 'clipboard-write'] });
    await visitor.click('embed');
    await visitor.page.selectOption('#embed-scene', 'kill-test');
    await visitor.page.selectOption('#embed-run', 'run');
    await visitor.page.fill('#embed-width', '600');
    await visitor.page.click('[aria-label^="Copy Line for"]');
    const line = await visitor.page.evaluate(() => navigator.clipboard.readText());
    assert.match(line, /^<iframe src="http[^"]*embed\.html#scene=kill-test&amp;v1&amp;at=\d+" width="600" height="480"/);
    assert.match(await visitor.page.inputValue('#embed-element'), /<dropout-lab scene="kill-test" link="v1/);
    await (await inside(visitor)).until((f) => f.iteration > 0, 'the preview runs');
    await visitor.page.screenshot({ path: `${screenshots}embed.png` });
    await visitor.page.keyboard.press('Escape');
    await visitor.page.waitForSelector('#embed', { state: 'detached' });
    // a preview that is changed while it loads gives up what it was loading
    assert.deepEqual(visitor.errors.filter((error) => !error.startsWith('failed: ')), []);
  }],
  ['a preset has a page of its own, with an oEmbed description beside it', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'presets/moons.html', ...coarse });
    assert.equal((await visitor.figures()).experiment.data, 'moons');
    assert.match(await visitor.page.title(), /^Moons/);
    const description = await visitor.page.evaluate(async () => (await fetch(document.querySelector('[type="application/json+oembed"]').href)).json());
    assert.equal(description.type, 'rich');
    assert.match(description.html, /embed\.html#preset=moons/);
    assert.deepEqual(visitor.errors, []);
  }],
  ['after the first visit the page opens without a network', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, own: true });
    await visitor.page.evaluate(async () => { await navigator.serviceWorker.ready; });
    await visitor.context.setOffline(true);
    await visitor.page.reload();
    await visitor.until((f) => f.iteration > 0, 'it trains offline');
  }],
  ['a new version shows at the next visit, and takes the place of the old one in the cache', async (place) => {
    const folder = await mkdtemp(join(tmpdir(), 'dropout-lab-'));
    await cp(site, folder, { recursive: true });
    const copy = await serve({ folder });
    place.later(copy.close);
    place.later(() => rm(folder, { recursive: true }));
    const visitor = await Visitor.arrive({ ...place, address: copy.address }, { ...coarse, own: true });
    const caches = () => visitor.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      return globalThis.caches.keys();
    });
    const [old] = await caches();
    for (const [file, before, after] of [['index.html', '<title>', '<title>New '], ['sw.js', old.split(' ').at(-1), 'new-version']]) {
      const text = await readFile(join(folder, file), 'utf8');
      assert.ok(text.includes(before));
      await writeFile(join(folder, file), text.replace(before, after));
    }
    await visitor.page.reload();
    assert.match(await visitor.page.title(), /^New /);
    await visitor.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await visitor.page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting);
    const worker = visitor.context.serviceWorkers().at(-1);
    await visitor.page.close();
    await worker.evaluate(() => new Promise((resolve) => {
      const look = () => (globalThis.serviceWorker.state === 'activated' ? resolve() : setTimeout(look, 20));
      look();
    }));
    visitor.page = await visitor.context.newPage();
    await visitor.page.goto(copy.address);
    await visitor.page.waitForFunction(async () => (await globalThis.caches.keys()).length === 1);
    const left = await caches();
    assert.ok(left.length === 1 && left[0].endsWith('new-version'), `the caches are ${left}`);
  }],
  ['dropout-lab.html alone, from a disk, trains, the digits too', async (place) => {
    const visitor = await Visitor.arrive({ ...place, address: `file://${site}` },
      { query: 'dropout-lab.html#preset=digits', ...coarse });
    const figures = await visitor.until((f) => f.experiment.data === 'digits' && f.iteration > 3, 'the digits are trained', 60_000);
    assert.equal(figures.notice, '');
    assert.deepEqual(visitor.errors, []);
    assert.ok((await readFile(`${site}dropout-lab.html`)).length < 2e6);
  }],
];
