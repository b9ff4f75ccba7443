// The page without eyes or without a mouse: what a screen reader finds, and what the keyboard does there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Visitor, coarse } from './visitor.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The canvas's controls as a screen reader meets them: by role and name.
const control = (visitor, role, name) => visitor.page.getByRole(role, { name, exact: true });

async function arrive(place, options) {
  const visitor = await Visitor.arrive(place, { ...coarse, ...options });
  await control(visitor, 'button', 'Pause').waitFor({ state: 'attached' });
  return visitor;
}

// With the keyboard on that control.
async function press(visitor, role, name, ...keys) {
  await control(visitor, role, name).focus();
  for (const key of keys) await visitor.press(key);
}

async function waitFor(visitor, what, words) {
  await visitor.page.waitForFunction(what, words, { timeout: 20000 });
}

const live = (visitor) => visitor.page.locator('#mirror [role=status]');

export const tests = [
  ...[['light', 1280, 800], ['dark', 1280, 800], ['light', 390, 844]].map(([colorScheme, width, height]) => [
    `axe-core finds nothing on the ${colorScheme} page at ${width}×${height}`, async (place) => {
      const visitor = await arrive(place, { colorScheme, viewport: { width, height } });
      await visitor.page.evaluate(axe);
      const { violations, passes } = await visitor.page.evaluate(() => globalThis.axe.run(document, { runOnly: {
        type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
      assert.ok(passes.length > 20, `axe-core looked at ${passes.length} rules`);
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
      assert.deepEqual(visitor.errors, []);
    }]),
  ['by the accessibility tree alone somebody pauses, sets keep_prob, chooses a preset and trains', async (place) => {
    const visitor = await arrive(place);
    await press(visitor, 'button', 'Pause', 'Enter');
    await visitor.until((f) => !f.playing, 'it has paused');
    const before = await visitor.figures();
    assert.equal(before.experiment.keep, '1,0.5,0.5');
    await press(visitor, 'slider', 'keep_prob of a¹', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await visitor.until((f) => f.experiment.keep === '1,0.47,0.5', 'keep_prob of a¹ is 0.47');
    await control(visitor, 'combobox', 'preset').selectOption('Circles, wrong labels');
    await visitor.until((f) => f.experiment.data === 'circle' && f.run !== before.run, 'the preset is there');
    await press(visitor, 'button', 'moons', 'Space');
    await visitor.until((f) => f.experiment.data === 'moons', 'the moons are there');
    await control(visitor, 'spinbutton', 'units of a¹').fill('7');
    await visitor.press('Tab');
    await visitor.until((f) => f.experiment.layers?.startsWith('7,'), 'the first layer has 7 units');
    await press(visitor, 'button', 'Dark theme', 'Enter');
    await visitor.until((f) => f.dark, 'it is dark');
    await waitFor(visitor, () => getComputedStyle(document.documentElement).colorScheme === 'dark');
    await press(visitor, 'button', 'Train', 'Enter');
    await visitor.until((f) => f.playing && f.iteration > 20, 'it trains');
    assert.deepEqual(visitor.errors, []);
  }],
  ['what is done on the canvas appears in the accessibility tree, in a table the figures of every arm, and a live region says them', async (place) => {
    const visitor = await arrive(place);
    await visitor.drag('keep', 1, 0.5, 0.25);
    const { experiment } = await visitor.figures();
    const keep = Number(Number(experiment.keep.split(',')[1]).toFixed(2));
    await waitFor(visitor, (value) => Number(document.querySelector('#mirror [aria-label="keep_prob of a¹"]').value) === value, keep);
    assert.equal(await control(visitor, 'slider', 'keep_prob of a¹').getAttribute('aria-valuetext'), keep.toFixed(2));
    await visitor.page.keyboard.press('Space');
    const { iteration, arms } = await visitor.until((f) => !f.playing && f.measured_at === f.iteration, 'it has paused');
    await waitFor(visitor, () => document.querySelector('#mirror [role=status]').textContent.startsWith('Paused.'));
    const words = await live(visitor).textContent();
    assert.ok(words.includes(`Iteration ${iteration.toLocaleString('en')}.`), words);
    for (const { name, accuracy_test: share } of arms) {
      assert.ok(words.includes(`${name} ${(100 * share).toFixed(1)} %`), `${words} says nothing of ${name} ${share}`);
    }
    const percent = (share) => `${(100 * share).toFixed(1)} %`;
    const figure = (value) => Number(value.toPrecision(3)).toLocaleString('en');
    const wanted = arms.map((arm) => [arm.name, percent(arm.accuracy_train), percent(arm.accuracy_test), figure(arm.cost_train),
      figure(arm.cost_test), figure(arm.norm.reduce((sum, norm) => sum + norm))]);
    const rows = await visitor.page.evaluate(() => [...document.querySelectorAll('#mirror tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.deepEqual(rows, wanted);
    assert.deepEqual(visitor.errors, []);
  }],
  ['with ?lang=de controls, figures, what is said and the dialog for course pages are German, and only then are its words fetched', async (place) => {
    const words = (visitor) => visitor.requests.filter((url) => /\/de\.[^/]*words$/.test(url)).length;
    for (const options of [{}, { locale: 'fr-FR' }, { locale: 'de-DE', query: '?lang=en' }]) {
      const english = await arrive(place, options);
      assert.equal(await english.page.getByRole('button', { name: 'Share', exact: true }).count(), 1, JSON.stringify(options));
      assert.equal(words(english), 0);
      await english.leave();
    }
    const visitor = await Visitor.arrive(place, { ...coarse, query: '?lang=de' });
    await control(visitor, 'button', 'Teilen').waitFor({ state: 'attached' });
    assert.equal(words(visitor), 1);
    assert.equal(await visitor.page.locator('html').getAttribute('lang'), 'de');
    await press(visitor, 'button', 'Pause', 'Enter');
    await visitor.until((f) => !f.playing, 'it has paused');
    await control(visitor, 'button', 'Trainieren').waitFor({ state: 'attached' });
    await waitFor(visitor, () => /^Angehalten\. Iteration [\d\s]+\. Testgenauigkeit: ohne .*, Dropout .*, L2 /
      .test(document.querySelector('#mirror [role=status]').textContent));
    assert.deepEqual(await visitor.page.locator('#mirror thead th').allTextContents(),
      ['Arm', 'Trainingsgenauigkeit', 'Testgenauigkeit', 'Trainingskosten J', 'Testkosten J', 'Gewichtsnorm']);
    assert.deepEqual(await visitor.page.locator('#mirror tbody th').allTextContents(), ['ohne', 'Dropout', 'L2']);
    const offered = await control(visitor, 'combobox', 'Vorlage').locator('option').allTextContents();
    assert.ok(offered.includes('Wo Dropout schadet'), offered.join());
    await press(visitor, 'button', 'Einbetten', 'Enter');
    assert.match(await visitor.page.locator('#embed-iframe').inputValue(), /embed\.html\?lang=de#/);
    assert.equal(await visitor.page.locator('#embed-title').textContent(), 'In eine Kursseite einbetten');
    assert.deepEqual(visitor.errors, []);
  }],
  ['where the address asks for no language the browser’s is spoken, if there are words of it', async (place) => {
    for (const [locale, lang, share] of [['de-CH', 'de', 'Teilen'], ['es-MX', 'es', 'Comparte'], ['zh-CN', 'zh', '分享'], ['zh-TW', 'en', 'Share']]) {
      const visitor = await Visitor.arrive(place, { ...coarse, locale });
      await control(visitor, 'button', share).waitFor({ state: 'attached' });
      assert.equal(await visitor.page.locator('html').getAttribute('lang'), lang);
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    }
  }],
  ['a language that the page has no words of is named, and the page speaks English', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: '?lang=tlh' });
    await control(visitor, 'button', 'Pause').waitFor({ state: 'attached' });
    await visitor.until((f) => f.notice.includes('“tlh”'), 'a notice names it');
    assert.equal(await visitor.page.locator('html').getAttribute('lang'), 'en');
    assert.deepEqual(visitor.errors, []);
  }],
  ['who prefers more contrast, or has forced colours, gets a darker line below the header, also while the page runs', async (place) => {
    const visitor = await arrive(place, { deviceScaleFactor: 1 });
    const line = async () => {
      await visitor.frames(4);
      const picture = await visitor.look();
      return Math.min(...[51, 52, 53].map((y) => picture.at(640, y)[0])); // below the header
    };
    const plain = await line();
    assert.ok(plain > 200, `the line is ${plain}`);
    for (const wish of [{ contrast: 'more' }, { contrast: 'no-preference', forcedColors: 'active' }]) {
      await visitor.page.emulateMedia(wish);
      const strong = await line();
      assert.ok(strong < 160, `${JSON.stringify(wish)} leaves ${strong}`);
    }
    await visitor.page.emulateMedia({ forcedColors: 'none' });
    assert.equal(await line(), plain);
  }],
  ['controls are large enough for a hand: 24 pixels, 44 where fingers touch', async (place) => {
    for (const [width, height, least] of [[1280, 800, 24], [390, 844, 44]]) {
      const visitor = await arrive(place, { viewport: { width, height } });
      const small = await visitor.page.evaluate((side) => [...document.querySelectorAll('#mirror :is(button, input, select)')]
        .filter((control) => !control.matches('.unit, .number, [aria-label="iteration whose mask is shown"]')) // pictures
        .map((control) => [control.getAttribute('aria-label') ?? control.textContent, control.getBoundingClientRect()])
        .filter(([, { right, bottom }]) => right < innerWidth - 1 && bottom < innerHeight - 80)
        .filter(([, box]) => box.width < side - 1 || box.height < side - 1)
        .map(([name, box]) => `${name}: ${box.width} × ${box.height}`), least);
      assert.deepEqual(small, []);
      await visitor.leave();
    }
  }],
  ['a text field is a real one while somebody types: an input method writes into it, a comma is a point', async (place) => {
    const visitor = await arrive(place);
    const typing = () => waitFor(visitor, () => document.activeElement.id === 'typing');
    await visitor.click('name', 1);
    await typing();
    assert.equal(await visitor.page.locator('#typing').inputValue(), 'dropout');
    await visitor.page.keyboard.insertText('ドロップ');
    await visitor.press('Enter');
    await visitor.until((f) => f.arms[1].name === 'ドロップ', 'the arm has its name');
    await visitor.page.keyboard.down('Control');
    await visitor.click('keep', 1);
    await visitor.page.keyboard.up('Control');
    await typing();
    await visitor.page.keyboard.insertText('0,35');
    await visitor.press('Enter');
    await visitor.until((f) => Math.abs(f.experiment.keep.split(',')[1] - 0.35) < 1e-6, 'keep_prob of a¹ is 0.35');
    await visitor.click('name', 0);
    await typing();
    await visitor.page.keyboard.insertText('given up');
    await visitor.press('Escape');
    await visitor.frames(4);
    assert.equal((await visitor.figures()).arms[0].name, 'none');
    assert.equal(await visitor.page.evaluate(() => document.activeElement.id), 'canvas');
    assert.deepEqual(visitor.errors, []);
  }],
  ['Escape leads out of the canvas to its controls in words; menus take the focus and give it back', async (place) => {
    const visitor = await arrive(place);
    await visitor.stop();
    await visitor.press('Escape');
    await visitor.press('Tab');
    const first = await visitor.page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    assert.equal(first, 'preset');
    const ring = await visitor.page.evaluate(() => getComputedStyle(document.activeElement).opacity);
    assert.equal(ring, '1', 'what has the focus is not to be seen');
    await press(visitor, 'button', 'settings of dropout', 'Enter');
    await waitFor(visitor, () => document.activeElement.getAttribute('aria-label') === 'kind');
    await visitor.press('Escape');
    await waitFor(visitor, () => document.activeElement.textContent === 'settings of dropout');
    await press(visitor, 'button', 'settings of dropout', 'Enter');
    await waitFor(visitor, () => document.activeElement.getAttribute('aria-label') === 'kind');
    await press(visitor, 'button', 'Duplicate', 'Enter');
    const { arms } = await visitor.until((f) => f.arms.length === 4, 'there is a fourth arm');
    assert.equal(arms[3].kind, 'dropout');
    assert.deepEqual(visitor.errors, []);
  }],
];
