// What hosts, caches and browsers do to a page: nothing of it silences the page.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { guest, inside } from './embedding.mjs';
import { difference } from './picture.mjs';
import { Visitor, coarse, pause } from './visitor.mjs';

// A server before that of the page, which answers as `fault.answer(path)` says, [status, type, body, headers], and as the
// page's own where that says nothing. A body that is a function makes it of the right one.
async function faulty(place) {
  const fault = { answer: () => null };
  const server = createServer(async (request, response) => {
    const good = await fetch(new URL(request.url.slice(1), place.address));
    const right = Buffer.from(await good.arrayBuffer());
    const [status, type, body, headers] = fault.answer(request.url) ?? [good.status, good.headers.get('content-type'), right];
    const given = typeof body === 'function' ? body(right) : body;
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': good.headers.get('cache-control') ?? 'no-cache', ...headers });
    response.end(given);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  place.later(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(fault, { address: `http://127.0.0.1:${server.address().port}/`, profiles: place.profiles });
}

const flipped = (bytes) => Buffer.from(bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte)));
const truncated = (bytes) => bytes.subarray(0, bytes.length >> 1);
const doubled = (bytes) => Buffer.concat([bytes, bytes]);
const wasm = 'application/wasm';
const octets = 'application/octet-stream';
const portal = [200, 'text/html', '<!doctype html><title>Sign in</title><p>Welcome to our network'];

// Opens the page after `script` ran, and gives the words that it shows instead of the program.
async function wordsAfter(place, script) {
  const visitor = await Visitor.arrive(place, { ...coarse, prepare: (page) => page.addInitScript(script), waits: false });
  const words = await visitor.words();
  await visitor.leave();
  return words;
}

// From now on drawing throws what `make` gives.
const breakDrawing = (visitor, make) => visitor.page.evaluate(`WebGL2RenderingContext.prototype.drawElements = () => {
  throw ${make};
}`);

const reloadBy = ({ page }) => Promise.all([page.waitForEvent('load'), page.click('#reload')]);
const inFault = (place, query) => Visitor.arrive(place, { ...coarse, query, waits: false });
const chooseDigits = '#preset=digits';

// The page is open, with the service worker in charge of it.
async function keptPage(fault) {
  const visitor = await Visitor.arrive(fault, { ...coarse, own: true });
  await visitor.page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await visitor.page.reload();
  await visitor.page.waitForFunction(() => navigator.serviceWorker.controller);
  return visitor;
}

export const tests = [
  ['where the browser refuses to change the address, clipboard and storage throw and so on, the page trains and its sliders move',
    async (place) => {
      const prepare = (page) => page.addInitScript(() => {
        let left = 2;
        for (const name of ['replaceState', 'pushState']) {
          const change = history[name];
          history[name] = function (...given) {
            if (left-- <= 0) throw new DOMException('Attempt to use history too often', 'SecurityError');
            return change.apply(this, given);
          };
        }
        Clipboard.prototype.writeText = () => { throw new Error('no clipboard'); };
        Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new Error('no storage'); } });
      });
      const visitor = await Visitor.arrive(place, { ...coarse, prepare });
      await visitor.stop();
      const drawn = await visitor.look('rate');
      const announced = new Set();
      for (const to of [0.3, 0.7, 0.2, 0.6]) {
        await visitor.drag('rate', 0, 0.5, to);
        const rate = Number((await visitor.figures()).experiment.rate);
        const words = await visitor.page.waitForFunction((wanted) => {
          const said = document.querySelector('#mirror [aria-label=rate]').getAttribute('aria-valuetext');
          return Math.abs(Number(said) / wanted - 1) < 0.1 && said;
        }, rate);
        announced.add(await words.jsonValue());
      }
      assert.equal(announced.size, 4, `the slider went to ${[...announced]}`);
      assert.ok(difference(drawn, await visitor.look('rate')) > 0, 'its handle is drawn where it was');
      await visitor.click('share');
      await visitor.click('play');
      const { iteration } = await visitor.figures();
      await visitor.until((f) => f.iteration > iteration + 100, 'it trains on');
      assert.equal(await visitor.page.isVisible('#welcome'), false);
    }],
  ['in four seconds of a drag the address is written eight or nine times, and in the end it holds what was done last', async (place) => {
    const prepare = async (page) => {
      await page.clock.install(); // seconds are those of this clock
      await page.addInitScript(() => {
        globalThis.written = 0;
        const change = history.replaceState;
        history.replaceState = function (...given) {
          globalThis.written += 1;
          return change.apply(this, given);
        };
      });
    };
    const visitor = await Visitor.arrive(place, { ...coarse, own: true, prepare });
    await visitor.stop();
    const holdsTheRun = async () => {
      const { link } = await visitor.figures();
      await visitor.page.waitForFunction((wanted) => location.hash === `#${wanted}`, link);
    };
    await holdsTheRun();  // a pause writes at once
    const { x, y, width, height } = await visitor.box('rate');
    const { mouse, clock } = visitor.page;
    const move = (share) => mouse.move(x + width * share, y + height / 2);
    await move(0.3);
    await visitor.frames(3);
    await clock.pauseAt(await visitor.page.evaluate(() => Date.now() + 1000));
    await visitor.page.evaluate(() => { globalThis.written = 0; });
    await mouse.down();
    await clock.runFor(32);
    const rates = new Set();
    for (let i = 1; i <= 80; i++) {
      await move(0.3 + 0.4 * i / 80);
      await clock.runFor(50);
      rates.add((await visitor.figures()).experiment.rate);
    }
    const written = await visitor.page.evaluate(() => globalThis.written);
    assert.ok(rates.size > 20, `the drag made ${rates.size} rates`);
    assert.ok(written === 8 || written === 9, `${written} times`);
    await mouse.up();
    await clock.resume();
    await holdsTheRun();
  }],
  ...[['traps', 'new WebAssembly.RuntimeError("unreachable")'], ['is left by an exception', 'new TypeError("out of order")']].map(
    ([what, error]) => [`a program that ${what} says so, and the reload that it offers finds the run`, async (place) => {
      const visitor = await Visitor.arrive(place, { ...coarse, query: '#v1&data=moons&rate=0.031&seed=7' });
      await visitor.until((f) => f.iteration > 100, 'something has been learned');
      await visitor.page.waitForFunction(() => location.hash.includes('at='));
      await breakDrawing(visitor, error);
      assert.match(await visitor.words(), /has stopped because of an error.*Reload.*(unreachable|out of order)/);
      const before = Number(/at=(\d+)/.exec(visitor.page.url())[1]);
      await reloadBy(visitor);
      const found = await visitor.until((f) => !f.replaying && f.iteration >= before, 'the run is there');
      assert.ok(before > 0 && found.experiment.rate === '0.031' && found.experiment.seed === '7', JSON.stringify(found.experiment));
    }]),
  ['a program that traps in a frame says so there and to its host, and the reload in the frame finds the run', async (place) => {
    for (const name of ['plain', 'element']) {
      const host = await guest(place, name, { sameSite: true });
      const lab = await inside(host);
      await lab.page.waitForFunction(() => Number(/at=(\d+)/.exec(location.hash)?.[1]) > 50); // is kept
      await host.page.evaluate(() => {
        globalThis.told = [];
        addEventListener('message', ({ data }) => data.type === 'error' && globalThis.told.push(data.message));
        document.addEventListener('error', ({ detail }) => detail && globalThis.told.push(detail.message));
      });
      await breakDrawing(lab, 'new WebAssembly.RuntimeError("unreachable")');
      const words = await lab.words();
      assert.match(words, /has stopped because of an error.*Reload.*unreachable/);
      await host.page.waitForFunction((count) => globalThis.told.length >= count, name === 'plain' ? 1 : 2);
      assert.deepEqual(new Set(await host.page.evaluate(() => globalThis.told)), new Set([words]));
      const kept = await lab.page.evaluate(() => Number(/at=(\d+)/.exec(location.hash)[1]));
      await lab.page.click('#reload');
      await lab.page.waitForFunction(() => document.querySelector('#welcome:not([role=alert])'));
      const again = await inside(host);
      await again.until((f) => !f.replaying && f.iteration >= kept, `the run is there in ${name}`);
      await host.leave();
    }
  }],
  ['a drawing context that never comes back is told in words, with a way to the run', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.page.evaluate(() => document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
    assert.match(await visitor.words(), /taken the drawing away.*Reload/);
    await reloadBy(visitor);
    await visitor.until((f) => f.iteration > 0, 'it trains again');
    assert.equal(await visitor.page.isVisible('#welcome'), false);
  }],
  ['a browser without observers of size and sight trains, and follows its window', async (place) => {
    const prepare = (page) => page.addInitScript(() => {
      delete globalThis.ResizeObserver;
      delete globalThis.IntersectionObserver;
    });
    const visitor = await Visitor.arrive(place, { prepare });
    await visitor.page.setViewportSize({ width: 900, height: 700 });
    await visitor.page.waitForFunction(() => document.getElementById('canvas').width === 900);
    assert.deepEqual(visitor.errors, []);
  }],
  ['whatever else the start fails on is said in words', async (place) => {
    assert.match(await wordsAfter(place, () => { delete globalThis.matchMedia; }), /refuses something.*matchMedia/);
    assert.match(await wordsAfter(place, () => { delete Document.prototype.createElement; }), /refuses something.*createElement/);
    assert.match(await wordsAfter(place, () => {
      HTMLCanvasElement.prototype.getContext = () => { throw new Error('fingerprints'); };
    }), /no WebGL 2.*hardware acceleration/);
  }],
  ['where the build with relaxed SIMD is missing, the plain one starts', async (place) => {
    for (const pattern of ['**/app-relaxed.*.wasm', '**/app-relaxed.*.js']) {
      const prepare = (page) => page.route(pattern, (route) => route.fulfill({ status: 404, body: '' }));
      const visitor = await Visitor.arrive(place, { ...coarse, prepare });
      assert.equal(await visitor.page.evaluate(() => globalThis.dropoutLab.build), 'plain');
      await visitor.leave();
    }
  }],
  ['the single file trains in a srcdoc frame', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: 'presets/moons.json', waits: false });
    await visitor.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.srcdoc = await (await fetch('../dropout-lab.html')).text();
      Object.assign(frame, { width: 1270, height: 780 });
      document.body.replaceChildren(frame);
    });
    const frame = () => visitor.page.frames()[1];
    await visitor.page.waitForFunction(() => frames[0]?.dropoutLab?.figures().iteration > 20);
    // the host page has no icon
    assert.deepEqual(visitor.errors.filter((error) => !error.includes('status of 404')), []);
    visitor.figures = () => frame().evaluate(() => globalThis.dropoutLab.figures());
    const { x, y, width, height } = await frame().evaluate(() => globalThis.dropoutLab.box('embed', 0));
    const outside = await visitor.page.locator('iframe').boundingBox();
    await visitor.clickAt(outside.x + 2 + x + width / 2, outside.y + 2 + y + height / 2);
    await visitor.until((f) => f.notice.includes('no address'), 'the page says that it has no address');
  }],
  ['wasm of any type opens, with a charset too, and where compiling it as it comes is refused', async (place) => {
    const fault = await faulty(place);
    for (const type of ['application/wasm; charset=utf-8', 'text/plain', 'text/html; charset=utf-8']) {
      fault.answer = (path) => (path.endsWith('.wasm') ? [200, type, (right) => right] : null);
      const visitor = await Visitor.arrive(fault, coarse);
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    }
    const refuse = () => { WebAssembly.compileStreaming = () => Promise.reject(new TypeError('not here')); };
    await Visitor.arrive(place, { ...coarse, prepare: (page) => page.addInitScript(refuse) });
  }],
  ['a damaged program is asked for past the cache, and named where that is damaged too', async (place) => {
    for (const damage of [flipped, truncated, doubled]) {
      const once = await faulty(place); // each a site that no cache knows
      let times = 0;
      once.answer = (path) => (/\/app-.*\.wasm$/.test(path) && times++ === 0 ? [200, wasm, damage] : null);
      const visitor = await Visitor.arrive(once, coarse);
      assert.equal(times, 2);
      await visitor.leave();
      const always = await faulty(place);
      always.answer = (path) => (path.endsWith('.wasm') ? [200, wasm, damage] : null);
      const other = await inFault(always);
      assert.match(await other.words(), /could not be loaded.*reload.*damaged/);
      always.answer = () => null; // the server is mended; what it sent may be kept for a year
      await reloadBy(other);
      await other.until((f) => f.iteration > 0, 'it trains');
      await other.leave();
    }
  }],
  ['a script that came damaged, and may be kept for a year, is told in words and mended by the reload that they ask for', async (place) => {
    const fault = await faulty(place); // a site that no cache knows, and that keeps nothing for offline
    const damagedOnce = (pattern) => {
      const asked = new Map();
      fault.answer = (path) => {
        if (!pattern.test(path)) return null;
        asked.set(path, (asked.get(path) ?? 0) + 1);
        return asked.get(path) === 1 ? [200, 'text/javascript', truncated] : null;
      };
      return async (count) => {
        const renewed = () => [...asked.values()].filter((times) => times > 1).length;
        for (let tries = 0; tries < 500 && renewed() < count; tries++) await pause(20);
        assert.equal(renewed(), count, 'scripts asked for again');
      };
    };
    const programsRenewed = damagedOnce(/\/app-\w+\..*\.js$/);
    const visitor = await inFault(fault);
    assert.match(await visitor.words(), /could not be loaded.*reload the page/);
    await programsRenewed(2);
    await reloadBy(visitor);
    await visitor.until((f) => f.iteration > 0, 'it trains');
    assert.equal(await visitor.page.evaluate(() => globalThis.dropoutLab.build), 'relaxed');

    const dialogRenewed = damagedOnce(/\/embed_dialog\./);
    await visitor.frames(4);
    await visitor.click('embed');
    await visitor.until((f) => /part of the page could not be loaded.*reload/.test(f.notice), 'words are shown');
    await dialogRenewed(1);
    await visitor.page.reload();
    await visitor.until((f) => f.iteration > 0, 'it trains');
    await visitor.frames(4);
    await visitor.click('embed');
    await visitor.page.waitForSelector('#embed-scene');
  }],
  ['where the code of later views does not come, the page trains, says so there and in a notice, and the reload brings it', async (place) => {
    const fault = await faulty(place); // a site that no cache knows
    fault.answer = (path) => (path.includes('/later-') ? [404, 'text/plain', 'gone'] : null);
    const visitor = await inFault(fault);
    await visitor.until((f) => /part of the page could not be loaded.*reload/.test(f.notice) && f.iteration > 0, 'words, and it trains');
    const says = (words) => visitor.page.waitForFunction((text) => document.getElementById('mirror')?.textContent.includes(text), words);
    const { titles } = JSON.parse(readFileSync(new URL('../../build/web/page/scenes.json', import.meta.url)));
    const lens = Object.keys(titles).indexOf('lens') + 1; // the settings are named last, but counted before the views
    await visitor.click('inspector', lens);
    await says('This view has not been loaded yet.');
    fault.answer = () => null;
    await visitor.page.reload();
    await visitor.until((f) => f.iteration > 0, 'it trains');
    await visitor.click('inspector', lens);
    await says('effective inputs');
    await visitor.leave();
  }],
  ['digits that are damaged, empty, gone or a sign-in page are told in words, the address keeps naming them, and they are had when the server has them', async (place) => {
    const faults = [[200, octets, flipped], [200, octets, doubled], [200, octets, ''], [404, 'text/plain', 'gone'], portal];
    for (const given of faults) {
      const fault = await faulty(place); // a site that no cache knows
      fault.answer = (path) => (path.includes('digits.') ? given : null);
      const visitor = await inFault(fault, chooseDigits);
      const { notice } = await visitor.until((f) => f.notice && f.iteration > 0, 'the page says what is wrong and trains');
      assert.match(notice, given[0] === 404 ? /digits.*404.*reload the page/ : /digits.*damaged.*reload the page/);
      await visitor.until((f) => f.iteration > 200, 'the address would be that of the run that trains');
      assert.ok(visitor.page.url().endsWith(chooseDigits), visitor.page.url());
      fault.answer = () => null;
      await visitor.page.reload();
      await visitor.until((f) => f.experiment.data === 'digits' && f.iteration > 0, 'it trains digits');
      await visitor.leave();
    }
  }],
  ['after a deploy that removed the old files, Embed and the digits ask for a reload, and the run goes on', async (place) => {
    const fault = await faulty(place);
    const visitor = await Visitor.arrive(fault, { ...coarse, query: '#v1&rate=0.031' });
    fault.answer = (path) => (path.includes('/assets/') ? [404, 'text/plain', 'gone'] : null);
    await visitor.click('embed');
    const { notice, iteration } = await visitor.until((f) => f.notice, 'words are shown');
    assert.match(notice, /part of the page could not be loaded.*reload/);
    await visitor.until((f) => f.iteration > iteration, 'it trains on');
    await visitor.click('data', 7);
    const without = await visitor.until((f) => f.notice.includes('digits'), 'the digits are missed in words');
    assert.match(without.notice, /digits.*404.*reload the page/);
    const after = await visitor.until((f) => f.iteration > without.iteration, 'it still trains');
    assert.deepEqual([after.experiment.rate, after.experiment.data, after.run], ['0.031', 'football', without.run]);
    fault.answer = () => null; // the new version
    await visitor.page.waitForFunction((reached) => Number(location.hash.match(/at=(\d+)/)?.[1]) >= reached, iteration);
    await visitor.page.reload();
    const again = await visitor.until((f) => !f.replaying && f.iteration >= iteration, 'the reload finds the run');
    assert.equal(again.experiment.rate, '0.031');
  }],
  ['the service worker keeps no sign-in page and no error in place of the page, and shows the good copy', async (place) => {
    const fault = await faulty(place);
    const visitor = await keptPage(fault);
    for (const given of [portal, [500, 'text/html', 'Internal error'], [503, 'text/plain', 'Try later']]) {
      fault.answer = () => given;
      await visitor.page.reload();
      await visitor.until((f) => f.iteration > 0, `it trains at ${given[0]}`);
    }
    await visitor.context.setOffline(true);
    await visitor.page.reload();
    await visitor.until((f) => f.iteration > 0, 'it trains offline');
  }],
  ['the service worker keeps no digits but the right ones', async (place) => {
    const fault = await faulty(place);
    const visitor = await keptPage(fault);
    fault.answer = (path) => (path.includes('digits.') ? portal : null);
    const open = async () => {
      await visitor.page.goto('about:blank');
      await visitor.page.goto(fault.address + chooseDigits);
    };
    await open();
    await visitor.until((f) => /digits.*damaged/.test(f.notice), 'the page says that they are damaged');
    fault.answer = () => null;
    await open();
    await visitor.until((f) => f.experiment.data === 'digits' && f.iteration > 0, 'it trains digits');
  }],
];
