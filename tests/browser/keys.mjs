// Keys as other keyboards, systems and hosts send them: each with the letter and the place that they would have there.
import assert from 'node:assert/strict';
import { hosts, serveHosts } from './hosts.mjs';
import { coarse, Visitor } from './visitor.mjs';

const repeating = 40; // frames, in which a key that the program takes for held would repeat
const control = 2, command = 4, shift = 8; // as the DevTools protocol counts modifiers

// Sends key events to `visitor`'s page.
async function keyboard(visitor) {
  const session = await visitor.context.newCDPSession(visitor.page);
  const send = (type, [key, code, windowsVirtualKeyCode = 0], modifiers = 0, autoRepeat = false) =>
    session.send('Input.dispatchKeyEvent', { type, key, code, windowsVirtualKeyCode, modifiers, autoRepeat });
  const down = (...what) => send('rawKeyDown', ...what);
  const up = (...what) => send('keyUp', ...what);
  const press = async (...what) => {
    await down(...what);
    await up(...what);
    await visitor.frames(4);
  };
  return { down, up, press };
}

const keep = async (visitor) => (await visitor.figures()).experiment.keep;

// A run at rest in which keep_prob was moved `times` times; gives what it was before each, the last first.
async function changed(visitor, times) {
  await visitor.stop();
  const before = [];
  for (let i = 0; i < times; i++) {
    before.unshift(await keep(visitor));
    await visitor.drag('keep', 1 + i % 2, 0.5 - 0.05 * i, 0.4 - 0.05 * i); // two that move one slider are one change
    assert.notEqual(await keep(visitor), before[0]);
  }
  return before;
}

// The host page of that name, and what runs in it.
async function guest(place, name) {
  const { address, close } = await serveHosts(place.address);
  place.later(close);
  const visitor = await Visitor.arrive({ ...place, address }, { query: name, waits: false, viewport: { width: 800, height: 600 }, ...coarse });
  const frame = visitor.page.frameLocator('iframe');
  await frame.locator('#mirror button').first().waitFor({ state: 'attached', timeout: 20_000 });
  return { visitor, frame };
}

hosts.keys = (site) => `<!doctype html><html lang="en"><title>A deck</title><a id="before" href="#1">before</a>
  <iframe name="lab" src="${site}embed.html#scene=surfaces&start=paused" width="640" height="420"></iframe><a id="after" href="#2">after</a>
  <script>
    let slide = 0;
    addEventListener('keydown', ({ key }) => { slide += (key === 'ArrowRight') - (key === 'ArrowLeft'); });
  </script>`;

// What a browser's translator does to every text that it finds, and to those that are written later.
function translate() {
  globalThis.mutations = 0;
  const wrap = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest('font, option, script, style')) continue;
      const outer = document.createElement('font');
      const inner = outer.appendChild(document.createElement('font'));
      inner.textContent = `«${text.data}»`;
      text.replaceWith(outer);
    }
    for (const element of document.querySelectorAll('[aria-label], [title]')) {
      for (const name of ['aria-label', 'title']) {
        const words = element.getAttribute(name);
        if (words && !words.startsWith('«')) element.setAttribute(name, `«${words}»`);
      }
    }
  };
  const watch = { childList: true, characterData: true, attributes: true, subtree: true };
  const observer = new MutationObserver((records) => {
    globalThis.mutations += records.length;
    wrap(document.body);
  });
  wrap(document.body);
  observer.observe(document.body, watch);
}

export const tests = [
  ['Ctrl+Z and Ctrl+Y are found by their letter, and where letters are not Latin by their place', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const { press } = await keyboard(visitor);
    const [before] = await changed(visitor, 1);
    const after = await keep(visitor);
    const layouts = {
      'US English': [['z', 'KeyZ', 90], ['y', 'KeyY', 89]], Russian: [['я', 'KeyZ'], ['н', 'KeyY']],
      Greek: [['ζ', 'KeyZ', 90], ['υ', 'KeyY', 89]], Hebrew: [['ז', 'KeyZ'], ['ט', 'KeyY']], Arabic: [['ئ', 'KeyZ'], ['غ', 'KeyY']],
      Thai: [['ผ', 'KeyZ'], ['ั', 'KeyY']], French: [['z', 'KeyW', 90], ['y', 'KeyY', 89]],
      German: [['z', 'KeyY', 90], ['y', 'KeyZ', 89]], Dvorak: [['z', 'Slash', 90], ['y', 'KeyT', 89]],
    };
    for (const [layout, [undo, redo]] of Object.entries(layouts)) {
      await press(undo, control);
      assert.equal(await keep(visitor), before, `Ctrl+Z of a ${layout} keyboard`);
      await press(redo, control);
      assert.equal(await keep(visitor), after, `Ctrl+Y of a ${layout} keyboard`);
      await press(undo, control);
      await press([undo[0].toUpperCase(), ...undo.slice(1)], control | shift);
      assert.equal(await keep(visitor), after, `Ctrl+Shift+Z of a ${layout} keyboard`);
    }
    for (const other of [['w', 'KeyZ', 87], [';', 'KeyZ', 186], ['é', 'KeyZ'], ['я', 'KeyQ']]) {
      await press(other, control);
      assert.equal(await keep(visitor), after, `Ctrl+${other}`);
    }
  }],
  ['Ctrl+A, C and X are given to the program by their letter, where letters are not Latin by their place, and no other key is', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.stop();
    await visitor.page.evaluate(() => {
      globalThis.given = [];
      document.getElementById('canvas').addEventListener('keydown', ({ isTrusted, code, ctrlKey, key }) => {
        if (!isTrusted && key !== 'Control') globalThis.given.push(`${ctrlKey ? 'Ctrl+' : ''}${code}`);
      });
    });
    const { press } = await keyboard(visitor);
    const layouts = {
      'US English': [['a', 'KeyA', 65], ['c', 'KeyC', 67], ['x', 'KeyX', 88]], French: [['a', 'KeyQ', 65], ['c', 'KeyC', 67], ['x', 'KeyX', 88]],
      Dvorak: [['a', 'KeyA', 65], ['c', 'KeyI', 67], ['x', 'KeyB', 88]], Russian: [['ф', 'KeyA'], ['с', 'KeyC'], ['ч', 'KeyX']],
      Greek: [['α', 'KeyA', 65], ['ψ', 'KeyC', 67], ['χ', 'KeyX', 88]],
    };
    for (const [layout, keys] of Object.entries(layouts)) {
      for (const key of keys) await press(key, control);
      const given = await visitor.page.evaluate(() => globalThis.given.splice(0));
      assert.deepEqual(given, ['Ctrl+KeyA', 'Ctrl+KeyC', 'Ctrl+KeyX'], layout);
    }
    for (const other of [['q', 'KeyA', 81], ['й', 'KeyQ'], ['Process', 'KeyA', 229], ['Process', 'KeyC', 229], ['Process', 'KeyX', 229]]) await press(other, control);
    assert.deepEqual(await visitor.page.evaluate(() => globalThis.given), []);
  }],
  ['R resets by its place where letters are not Latin; a key that an input method takes, or nobody knows, does nothing', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const { press } = await keyboard(visitor);
    const iteration = async () => (await visitor.figures()).iteration;
    await visitor.start();
    for (const r of [['к', 'KeyR'], ['ρ', 'KeyR'], ['ר', 'KeyR'], ['ق', 'KeyR'], ['ㄱ', 'KeyR'], ['r', 'KeyO', 82], ['R', 'KeyR', 82]]) {
      const { iteration: stepped } = await visitor.steps(2);
      for (const nothing of [['Process', 'KeyR', 229], ['Unidentified', 'KeyR', 82], ['Dead', 'KeyR', 82], ['l', 'KeyR', 76], ['ı', 'KeyR']]) {
        await press(nothing);
        assert.equal(await iteration(), stepped, `${nothing} has done something`);
      }
      await press(r);
      await visitor.until((f) => f.iteration === 0, `${r} resets`);
    }
  }],
  ['where no key comes up under ⌘, one ⌘Z takes back one change, and each repeat of the browser another', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const { down, up } = await keyboard(visitor);
    const before = await changed(visitor, 3);
    const z = ['z', 'KeyZ', 90];
    await down(['Meta', 'MetaLeft', 91], command);
    await down(z, command);
    await visitor.frames(repeating);
    assert.equal(await keep(visitor), before[0]);
    await down(z, command, true);
    await visitor.frames(6);
    assert.equal(await keep(visitor), before[1]);
    await visitor.frames(repeating);
    assert.equal(await keep(visitor), before[1]);
    await down(z, command); // a second time under the same ⌘
    await visitor.frames(6);
    assert.equal(await keep(visitor), before[2]);
    await up(['Meta', 'MetaLeft', 91]);
  }],
  ['an arrow key steps as often as the browser repeats it, R and Space act once', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const { down, up } = await keyboard(visitor);
    const { iteration } = await visitor.start();
    const hold = async (key, times) => {
      for (let i = 0; i <= times; i++) {
        await down(key, 0, i > 0);
        await visitor.frames(4);
      }
    };
    await hold(['ArrowRight', 'ArrowRight', 39], 3);
    await visitor.frames(repeating);
    await visitor.until((f) => f.iteration === iteration + 4 && f.measured_at === f.iteration, 'four steps are done');
    await up(['ArrowRight', 'ArrowRight', 39]);
    await hold([' ', 'Space', 32], 4);
    await up([' ', 'Space', 32]);
    await visitor.until((f) => f.playing, 'it plays, and no repeat pauses it');
    assert.deepEqual(visitor.errors, []);
  }],
  ['Ctrl and ⌘ that come up outside the canvas, or unseen, are no longer down', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    const { down, up, press } = await keyboard(visitor);
    await visitor.start();
    const r = ['r', 'KeyR', 82];
    for (const [modifier, flag] of [[['Control', 'ControlLeft', 17], control], [['Meta', 'MetaLeft', 91], command]]) {
      for (const unseen of [true, false]) {
        await visitor.steps(2);
        await down(modifier, flag);
        await visitor.frames(2);
        if (!unseen) {
          await visitor.page.evaluate(() => document.querySelector('#mirror button').focus());
          await up(modifier);
          await visitor.page.evaluate(() => document.getElementById('canvas').focus());
        }
        await press(r);
        await visitor.until((f) => f.iteration === 0, `R resets after ${modifier[0]}, ${unseen ? 'unseen' : 'outside'}`, 3000);
      }
    }
  }],
  ['in a deck on another site Escape gives the arrow keys back to the slides, from the picture and from its words', async (place) => {
    const { visitor, frame } = await guest(place, 'keys');
    const slide = () => visitor.page.evaluate(() => globalThis.eval('slide'));
    for (const [i, where] of ['#canvas', '#mirror button >> nth=0'].entries()) {
      if (where === '#canvas') await frame.locator(where).click({ position: { x: 320, y: 400 } });
      else await frame.locator(where).focus();
      await visitor.page.waitForFunction(() => document.activeElement.localName === 'iframe');
      await visitor.page.keyboard.press('ArrowRight');
      await visitor.frames(4);
      assert.equal(await slide(), i, `the deck takes the keys of ${where}`);
      await visitor.page.keyboard.press('Escape');
      await visitor.page.waitForFunction(() => document.hasFocus() && document.activeElement.localName !== 'iframe');
      await visitor.page.keyboard.press('ArrowRight');
      await visitor.page.waitForFunction((n) => globalThis.eval('slide') === n, i + 1, { timeout: 5000 });
    }
    assert.deepEqual(visitor.errors, []);
  }],
  ['Tab passes through an embedded scene and out, forward and back, in as many steps as it has controls and two', async (place) => {
    const { visitor, frame } = await guest(place, 'keys');
    const stops = await frame.locator('#mirror :is(button, input, select):not([tabindex="-1"])').count();
    assert.ok(stops > 2, `it has ${stops} controls`);
    const at = () => visitor.page.evaluate(() => document.activeElement.id);
    const within = () => frame.locator(':focus').evaluateAll(([element]) => element?.getAttribute('aria-label') ?? element?.textContent);
    const focused = async () => JSON.stringify([await at(), await within()]);
    for (const [from, key, to] of [['before', 'Tab', 'after'], ['after', 'Shift+Tab', 'before']]) {
      await visitor.page.focus(`#${from}`);
      let presses = 0;
      const places = new Set();
      while (presses <= stops + 2 && await at() !== to) {
        const before = await focused();
        await visitor.page.keyboard.press(key);
        presses += 1;
        for (let tries = 0; tries < 50 && await focused() === before; tries++) await visitor.frames(1); // across two processes
        places.add(await within());
      }
      assert.equal(await at(), to, `${presses} times ${key} from ${from}`);
      assert.ok(places.size > stops / 2, `it passed ${[...places]}`);
    }
  }],
  ['a browser\'s translator and the controls in words leave each other alone, and a button whose words it has wrapped works', async (place) => {
    const prepare = (page) => page.addInitScript(() => {
      globalThis.looks = 0; // of the mirror at the program, five times as often as else
      const every = setInterval;
      globalThis.setInterval = (deed, time) => every(() => {
        globalThis.looks += 1;
        deed();
      }, time / 5);
    });
    const visitor = await Visitor.arrive(place, { ...coarse, prepare });
    const mutationsIn = async (count) => {
      const [looks, before] = await visitor.page.evaluate(() => [globalThis.looks, globalThis.mutations]);
      await visitor.page.waitForFunction((n) => globalThis.looks >= n, looks + count);
      return await visitor.page.evaluate(() => globalThis.mutations) - before;
    };
    await visitor.page.locator('#mirror').getByRole('button', { name: 'Pause', exact: true }).waitFor({ state: 'attached' });
    await visitor.stop();
    await visitor.page.locator('#mirror').getByRole('button', { name: 'Train', exact: true }).waitFor({ state: 'attached' });
    await visitor.page.waitForFunction(() => document.querySelector('#mirror [role=status]').textContent.startsWith('Paused.'));
    await visitor.page.evaluate(translate);
    await visitor.page.waitForFunction(() => /^«.*»$/.test(document.querySelector('#mirror button font font')?.textContent));
    let atRest = await mutationsIn(6);
    for (let tries = 0; tries < 20 && atRest >= 20; tries++) atRest = await mutationsIn(6); // what is worked out of it ends
    assert.ok(atRest < 20, `${atRest} mutations in six looks at a run at rest`);
    await visitor.page.evaluate(() => [...document.querySelectorAll('#mirror button font font')].find((f) => f.textContent === '«Train»').click());
    const { iteration } = await visitor.until((f) => f.playing, 'the wrapped button trains');
    await visitor.until((f) => f.iteration > iteration + 20, 'it goes on');
    const training = await mutationsIn(6);
    assert.ok(training < 6 * 100, `${training} mutations in six looks while it trains`);
  }],
];
