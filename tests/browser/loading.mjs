// How the page comes up, and what it says where it cannot.
import assert from 'node:assert/strict';
import { Visitor } from './visitor.mjs';

const without = (what) => ({
  webgl: (page) => page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
    };
  }),
  simd: (page) => page.addInitScript(() => {
    WebAssembly.validate = () => false;
  }),
  wasm: (page) => page.addInitScript(() => {
    delete globalThis.WebAssembly;
  }),
  program: (page) => page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: '' })),
  connection: (page) => page.route('**/*.wasm', (route) => route.abort()),
  policy: (page) => page.route((url) => url.pathname.endsWith('/'), async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': "script-src 'self'" };
    await route.fulfill({ response, headers });
  }),
})[what];

// Opens the page where something is missing and gives the words that it shows.
async function wordsWithout(place, what) {
  const visitor = await Visitor.arrive(place, { prepare: without(what), waits: false });
  const words = await visitor.words();
  await visitor.leave();
  return words;
}

export const tests = [
  ['the page starts to train by itself, without a console error, a failed request or one to another origin',
    async (place) => {
      const visitor = await Visitor.arrive(place, { own: true });
      await visitor.frames(20);
      assert.deepEqual(visitor.errors, []);
      assert.deepEqual(visitor.requests.filter((url) => !url.startsWith(place.address)), []);
      assert.ok(!visitor.requests.some((url) => url.includes('digits')), 'the digits were loaded unasked');
      assert.equal(await visitor.page.isVisible('#welcome'), false);
    }],
  ['the build with relaxed SIMD is chosen where the browser has it, and the plain one on request', async (place) => {
    const usual = await Visitor.arrive(place);
    assert.equal(await usual.page.evaluate(() => globalThis.dropoutLab.build), 'relaxed');
    await usual.leave();
    const plain = await Visitor.arrive(place, { query: '?build=plain' });
    assert.equal(await plain.page.evaluate(() => globalThis.dropoutLab.build), 'plain');
    assert.ok(!plain.requests.some((url) => url.includes('app-relaxed')), 'both builds were loaded');
  }],
  ['where the relaxed build does not compile, the plain one starts', async (place) => {
    const prepare = (page) => page.route('**/app-relaxed.*.wasm', (route) => {
      const broken = Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1]);
      return route.fulfill({ contentType: 'application/wasm', body: broken });
    });
    const visitor = await Visitor.arrive(place, { prepare });
    assert.equal(await visitor.page.evaluate(() => globalThis.dropoutLab.build), 'plain');
  }],
  ['a server that calls the wasm an octet-stream is good enough', async (place) => {
    const prepare = (page) => page.route('**/*.wasm', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, contentType: 'application/octet-stream' });
    });
    const visitor = await Visitor.arrive(place, { prepare });
    assert.deepEqual(visitor.errors, []);
  }],
  ['the loading bar never passes its end and never goes back', async (place) => {
    const prepare = (page) => page.addInitScript(() => {
      globalThis.seen = [];
      addEventListener('DOMContentLoaded', () => {
        const bar = document.getElementById('progress');
        const watch = () => {
          globalThis.seen.push(bar.value);
          if (!performance.getEntriesByName('first-frame').length) requestAnimationFrame(watch);
        };
        watch();
      });
    });
    const visitor = await Visitor.arrive(place, { prepare });
    const seen = await visitor.page.evaluate(() => globalThis.seen);
    assert.equal(seen.at(-1), 1, `the bar ended at ${seen.at(-1)}`);
    assert.ok(seen.every((value, i) => value <= 1 && value >= (seen[i - 1] ?? 0)), `it went ${seen.join(' ')}`);
  }],
  ['where loading takes a while, words say so until the program is there', async (place) => {
    let come;
    const loaded = new Promise((resolve) => { come = resolve; });
    const prepare = (page) => page.route('**/*.wasm', async (route) => {
      await loaded;
      await route.continue();
    });
    const visitor = await Visitor.arrive(place, { prepare, waits: false });
    await visitor.page.waitForSelector('#progress', { state: 'visible' });
    assert.match(await visitor.page.textContent('#words'), /^Loading/);
    come();
    await visitor.until((f) => f.iteration > 0, 'training has begun');
    assert.equal(await visitor.page.isVisible('#welcome'), false);
  }],
  ['the picture is drawn in the pixels of its place, and is not resized on the way there', async (place) => {
    const prepare = (page) => page.addInitScript(() => {
      globalThis.sizes = [];
      const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'width');
      Object.defineProperty(HTMLCanvasElement.prototype, 'width', {
        get, set(value) { globalThis.sizes.push(value); set.call(this, value); },
      });
    });
    const visitor = await Visitor.arrive(place, { prepare, deviceScaleFactor: 1.5 });
    assert.deepEqual(await visitor.page.evaluate(() => globalThis.sizes), [1920]);
  }],
  ['without WebGL 2 the page says so, and what to do', async (place) => {
    assert.match(await wordsWithout(place, 'webgl'), /no WebGL 2.*hardware acceleration/);
  }],
  ['without WebAssembly or its SIMD the page says so, and what to do', async (place) => {
    assert.match(await wordsWithout(place, 'simd'), /no WebAssembly SIMD.*Update/);
    assert.match(await wordsWithout(place, 'wasm'), /no WebAssembly, .*Open the page in/);
  }],
  ['where the wasm is missing or the connection breaks, the page says so, and what to do', async (place) => {
    assert.match(await wordsWithout(place, 'program'), /could not be loaded.*reload.*answers 404/);
    assert.match(await wordsWithout(place, 'connection'), /could not be loaded.*reload/);
  }],
  ['where the policy of the site forbids WebAssembly, the page names the word that allows it', async (place) => {
    assert.match(await wordsWithout(place, 'policy'), /wasm-unsafe-eval/);
  }],
];
