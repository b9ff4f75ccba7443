// Lessons: one to its end and all ten in a row, by mouse, keyboard and finger; in a frame of a host's page.
import assert from 'node:assert/strict';
import { coarse, Visitor, pause } from './visitor.mjs';

const words = (visitor) => visitor.page.locator('#lesson');
const open = async (place, options = {}) => {
  const visitor = await Visitor.arrive(place, { query: '#lesson=c3', waits: false, ...options });
  await words(visitor).locator('h2').waitFor({ timeout: 60000 });
  return visitor;
};
const sentence = (visitor, step = 'measured') => words(visitor).locator(`li.${step} .sentence`).first();

// The sentence of a lesson that has been run, when it is there.
async function measured(visitor, step = 'measured') {
  await sentence(visitor, step).filter({ hasText: /\d.*\./ }).waitFor({ timeout: 400000 });
  return sentence(visitor, step).textContent();
}

// What the figures of the run say of dropout's norm, as so many times that without.
async function ratio(visitor) {
  const { arms } = await visitor.figures();
  const norm = (kind) => arms.find((arm) => arm.kind === kind).norm.reduce((sum, one) => sum + one, 0);
  return norm('dropout') / norm('none');
}

// The sentence of lesson c3 begins with that ratio.
async function saysTheRatio(visitor) {
  const told = Number(/\d+\.\d+/.exec(await measured(visitor))[0]);
  const is = await ratio(visitor);
  assert.ok(Math.abs(told - is) < 0.01, `told ${told}, measured ${is}`);
}

// A finger goes from one place to another.
async function swipe(visitor, from, to) {
  const touch = await visitor.context.newCDPSession(visitor.page);
  const at = (share) => [{ x: from[0] + (to[0] - from[0]) * share, y: from[1] + (to[1] - from[1]) * share }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  await visitor.frames(2);
  for (let i = 1; i <= 12; i++) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(i / 12) });
    await visitor.frames(1);
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await pause(800); // a tap before the browser has done with the swipe ends that, and presses nothing
}

// From the first lesson to the tenth, each to what was measured, by what `guess()` and `press(button)` do. Gives the sentences.
async function goThrough(visitor, { guess, press }) {
  const seen = [];
  for (let i = 1; i <= 10; i++) {
    const run = words(visitor).getByRole('button', { name: /^Run/ });
    await run.waitFor({ timeout: 60000 });
    await visitor.page.waitForFunction(() => Object.keys(globalThis.dropoutLab.boxes()).some((name) => name.startsWith('guess')), null, { timeout: 60000 });
    await visitor.frames(3);
    await guess();
    await visitor.frames(4);
    await press(run);
    seen.push(await measured(visitor));
    assert.doesNotMatch(seen.at(-1), /[{}–]|NaN/);
    assert.match(await words(visitor).locator('li.measured').textContent(), /Your guess: |In the right place: /);
    if (i < 10) await press(words(visitor).getByRole('button', { name: /next/ }));
  }
  return seen;
}

const drawn = (visitor) => visitor.page.evaluate(() => [...document.querySelectorAll('#lesson .number output')].map((one) => parseFloat(one.textContent)));

export const tests = [
  ['a lesson is guessed, run, measured, explained and broken with the mouse alone, and its sentence is what the run shows', async (place) => {
    const visitor = await open(place, coarse);
    assert.equal((await visitor.figures()).iteration, 0);
    const { x, y, width, height } = await visitor.box('guess');
    await visitor.page.mouse.move(x + 2, y + height * 0.3);
    await visitor.frames(2);
    await visitor.page.mouse.down();
    for (let i = 1; i <= 12; i++) {
      await visitor.page.mouse.move(x + width * i / 12, y + height * (0.3 + 0.5 * i / 12));
      await visitor.frames(1);
    }
    await visitor.page.mouse.up();
    await visitor.frames(4);
    const line = await drawn(visitor);
    assert.ok(line.every((value, i) => i === 0 || value < line[i - 1]), `a line that falls: ${line}`);
    await words(visitor).getByRole('button', { name: /^Run/ }).click();
    await visitor.until(({ playing }) => playing, 'it runs');
    await saysTheRatio(visitor);
    assert.equal((await visitor.figures()).iteration, 3000);
    assert.match(await words(visitor).locator('li.measured').textContent(), /Your guess: /);
    await words(visitor).locator('li.why button').nth(1).click();
    await words(visitor).locator('li.why .reply').filter({ hasText: /\w/ }).waitFor();
    await words(visitor).locator('li.break button').click();
    await measured(visitor, 'break');
    assert.equal((await visitor.figures()).iteration, 3000);
    await visitor.click('undo');
    await visitor.until(({ iteration, replaying }) => !replaying && iteration === 3000, 'the lesson’s run is back');
  }],

  ['a lesson is gone through by keyboard alone', async (place) => {
    const visitor = await open(place, coarse);
    const { keyboard } = visitor.page;
    const focus = async (locator) => {
      for (let i = 0; i < 60; i++) {
        if (await locator.evaluate((one) => one === document.activeElement)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not come to ${locator}`);
    };
    await focus(words(visitor).locator('li.guess summary'));
    await keyboard.press('Enter');
    await focus(words(visitor).locator('.number input').last());
    for (let i = 0; i < 5; i++) await keyboard.press('ArrowLeft');
    await visitor.frames(4);
    const [first, ...rest] = await drawn(visitor);
    assert.ok(rest.at(-1) < first, 'the last of the points has gone down');
    await focus(words(visitor).getByRole('button', { name: /^Run/ }));
    await keyboard.press('Enter');
    await saysTheRatio(visitor);
    await focus(words(visitor).locator('li.why button').first());
    await keyboard.press('Enter');
    await words(visitor).locator('li.why .reply').filter({ hasText: /\w/ }).waitFor();
    await focus(words(visitor).locator('li.break button'));
    await keyboard.press('Enter');
    await measured(visitor, 'break');
  }],

  ['on a phone the words stand over the figure and do not cover it, and a finger draws the guess', async (place) => {
    const visitor = await open(place, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await pause(500);
    const card = await words(visitor).boundingBox();
    const view = await visitor.box('lesson_view');
    assert.ok(card.y + card.height <= view.y + 1, `${card.y + card.height} is above ${view.y}`);
    assert.ok(view.height >= 240 && view.y + view.height <= 844, `the view is seen whole: ${JSON.stringify(view)}`);
    const { x, y, width, height } = await visitor.box('guess');
    await swipe(visitor, [x + 4, y + height * 0.3], [x + width - 4, y + height * 0.8]);
    await visitor.frames(4);
    const line = await drawn(visitor);
    assert.ok(line.at(-1) < line[0], `the finger’s line falls: ${line}`);
    await words(visitor).getByRole('button', { name: /^Run/ }).tap();
    await saysTheRatio(visitor);
    const now = await words(visitor).boundingBox();
    assert.ok(now.y + now.height <= (await visitor.box('lesson_view')).y + 1);
  }],

  ['all ten lessons are gone through in a row without a reload by the mouse: guessed in the figure, run, measured', async (place) => {
    const visitor = await open(place, { ...coarse, query: '#lesson=c1', own: true });
    const seen = await goThrough(visitor, {
      // a row of the ranking goes down; a mark, a bar or a curve is dragged
      async guess() {
        if (await visitor.page.evaluate(() => 'guess_down 1' in globalThis.dropoutLab.boxes())) return visitor.click('guess_down', 1);
        const { x, y, width, height } = await visitor.box('guess', 0);
        await visitor.page.mouse.move(x + width * 0.5, y + height * 0.5);
        await visitor.frames(2);
        await visitor.page.mouse.down();
        await visitor.page.mouse.move(x + width * 0.3, y + height * 0.35, { steps: 3 });
        await visitor.frames(2);
        await visitor.page.mouse.up();
      },
      press: (button) => button.click(),
    });
    assert.equal(new Set(seen).size, 10);
    assert.deepEqual(await visitor.page.evaluate(() => JSON.parse(localStorage.getItem('dropout-lab-lessons'))), Array(10).fill(3));
  }, 900_000],

  ['all ten lessons are gone through by the keyboard alone: guessed in numbers, run, measured', async (place) => {
    const visitor = await open(place, { ...coarse, query: '#lesson=c1' });
    const { keyboard } = visitor.page;
    const focus = async (locator) => {
      for (let i = 0; i < 80; i++) {
        if (await locator.evaluate((one) => one === document.activeElement)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not come to ${locator}`);
    };
    const press = async (button) => {
      await focus(button);
      await keyboard.press('Enter');
    };
    const seen = await goThrough(visitor, {
      async guess() {
        await press(words(visitor).locator('li.guess summary'));
        const input = words(visitor).locator('.number input').first();
        if (!await input.count()) return press(words(visitor).getByRole('button', { name: / down$/ }).first());
        await focus(input);
        for (let i = 0; i < 5; i++) await keyboard.press('ArrowRight');
      },
      press,
    });
    assert.equal(new Set(seen).size, 10);
  }, 900_000],

  ['all ten lessons are gone through by a finger on a phone: guessed in the figure, run, measured', async (place) => {
    const visitor = await open(place, { query: '#lesson=c1', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 });
    const seen = await goThrough(visitor, {
      async guess() {
        if (await visitor.page.evaluate(() => 'guess_down 1' in globalThis.dropoutLab.boxes())) {
          const { x, y, width, height } = await visitor.box('guess_down', 1);
          await visitor.page.touchscreen.tap(x + width / 2, y + height / 2);
          return;
        }
        const { x, y, width, height } = await visitor.box('guess', 0);
        await swipe(visitor, [x + width * 0.5, y + height * 0.5], [x + width * 0.3, y + height * 0.35]);
      },
      press: (button) => button.tap(),
    });
    assert.equal(new Set(seen).size, 10);
  }, 900_000],

  ['the page offers the first lesson, the address says which is open, and closing it gives the rail back', async (place) => {
    const visitor = await Visitor.arrive(place);
    await visitor.click('start_lesson');
    await words(visitor).locator('h2').waitFor({ timeout: 60000 });
    await visitor.until(({ iteration }) => iteration === 0, 'its run stands at the start');
    for (let i = 0; i < 50 && !/lesson=c1/.test(visitor.page.url()); i++) await pause(100);
    assert.match(visitor.page.url(), /#lesson=c1&v1/);
    await visitor.page.goBack();
    await words(visitor).waitFor({ state: 'hidden' });
    assert.doesNotMatch(visitor.page.url(), /lesson=/);
    await visitor.page.goForward();
    await words(visitor).waitFor();
    await visitor.click('tab_settings');
    await words(visitor).waitFor({ state: 'hidden' });
    await visitor.box('data');
    await visitor.click('tab_lesson');
    await words(visitor).waitFor();
    await words(visitor).getByRole('button', { name: 'close' }).click();
    await words(visitor).waitFor({ state: 'hidden' });
    await visitor.box('start_lesson');
    assert.deepEqual(visitor.errors, []);
    for (let i = 0; i < 50 && /lesson=/.test(visitor.page.url()); i++) await pause(100);
    assert.doesNotMatch(visitor.page.url(), /lesson=/);
  }],

  ['three beliefs are asked before the first lesson and in other clothes after the last, and what has changed is said', async (place) => {
    const visitor = await open(place, { ...coarse, query: '#lesson=c1', own: true });
    const beliefs = words(visitor).locator('.beliefs');
    const answer = async (heading, button) => {
      await beliefs.getByRole('heading', { name: heading }).waitFor();
      await beliefs.getByRole('button', { name: button, exact: true }).click();
    };
    for (const [i, said] of ['True', 'True', 'False'].entries()) await answer(`Before you begin: ${i + 1} of 3`, said);
    await beliefs.waitFor({ state: 'hidden' });
    await visitor.page.reload();
    await words(visitor).locator('h2').waitFor({ timeout: 60000 });
    await visitor.frames(3);
    assert.equal(await beliefs.isVisible(), false, 'they are asked once');
    await visitor.page.evaluate(() => { location.hash = 'lesson=c10'; });
    await words(visitor).getByText('Lesson 10', { exact: false }).or(words(visitor).locator('h2', { hasText: 'regularizer' })).first().waitFor({ timeout: 60000 });
    await words(visitor).getByRole('button', { name: 'skip the guess' }).click();
    await measured(visitor);
    for (const [i, said] of ['False', 'True', 'Not sure'].entries()) await answer(`And now: ${i + 1} of 3`, said);
    const text = await beliefs.textContent();
    assert.match(text, /Right before the lessons: 1 of 3\. Right now: 2 of 3\./);
    assert.match(text, /Before you said of this: True – “A network that was trained with dropout still drops units when it is used\.”/);
    assert.deepEqual(await visitor.page.evaluate(() => JSON.parse(localStorage.getItem('dropout-lab-beliefs'))),
      { before: ['yes', 'yes', 'no'], after: ['no', 'yes', 'unsure'] });
  }],

  ['a host hears of each step of a lesson: the guess, what was measured, and the verdict', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'LICENSES.txt', waits: false });
    await visitor.page.evaluate(() => {
      globalThis.heard = [];
      addEventListener('message', ({ data }) => data.type === 'lesson' && globalThis.heard.push(data));
      const frame = Object.assign(document.createElement('iframe'), { src: 'embed.html#lesson=c1', width: 720, height: 560 });
      document.body.replaceChildren(frame);
    });
    const inside = visitor.page.frameLocator('iframe').locator('#lesson');
    await inside.locator('h2').waitFor({ timeout: 60000 });
    await inside.locator('li.guess summary').click();
    await inside.locator('.number input').first().fill('70');
    await inside.getByRole('button', { name: /^Run/ }).click();
    await inside.locator('li.measured .sentence').first().filter({ hasText: /\d/ }).waitFor({ timeout: 120000 });
    const heard = await visitor.page.evaluate(() => globalThis.heard);
    assert.deepEqual(heard.map(({ at }) => at), ['guess', 'running', 'done']);
    const { lesson, run, guess, verdict, measured: answer, sentence: said, changed } = heard.at(-1);
    assert.deepEqual({ lesson, run, guess, verdict, changed }, { lesson: 'c1', run: 'own', guess: [70], verdict: 'holds', changed: false });
    assert.equal(said, await inside.locator('li.measured .sentence').first().textContent());
    assert.match(said, new RegExp(`^${answer[0]} of 100`));
  }],

  ['a class’s guesses are seen about what was measured, and nothing but codes of the lesson counts', async (place) => {
    const visitor = await open(place, { query: '#lesson=c1' });
    await words(visitor).getByRole('button', { name: 'the class’s guesses' }).click();
    const dialog = visitor.page.locator('#class');
    await dialog.locator('textarea').fill('c1 g10 m83\nAnna: c1 g20 m83 c1 g30 m83\nc2 g0.5,0.5,0,0 m1,0,0,0\nc1 g1,2 m83\nc1 g40 m83 c1 g50 m83');
    assert.match(await dialog.locator('.said').first().textContent(), /^5 codes/);
    assert.match(await dialog.locator('.spread .said').textContent(), /between 20 and 40; measured was 83\./);
    assert.equal(await dialog.locator('circle').count(), 5);
  }],

  ['alone in a frame a lesson shows words and view from 360 × 480 on', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'embed.html#lesson=c3', waits: false, viewport: { width: 360, height: 480 } });
    await words(visitor).locator('h2').waitFor({ timeout: 60000 });
    const card = await words(visitor).boundingBox();
    const view = await visitor.box('lesson_view');
    assert.ok(card.height >= 180 && card.y + card.height <= view.y + 1 && view.y + view.height <= 480, JSON.stringify([card, view]));
  }],
];
