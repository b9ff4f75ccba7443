// Tables that visitors bring: the card that shows them, by mouse, keyboard and finger, and what is chosen there.
import assert from 'node:assert/strict';
import { difference } from './picture.mjs';
import { Visitor, coarse } from './visitor.mjs';

const pick = (row, salt, below) => (row * 7919 + salt * 104729 + row * row * 31) % 9973 % below;
// As palmerpenguins has them, in shape: the label first, words among the inputs, NA in one row.
const penguins = ['species,island,bill_length_mm,body_mass_g,sex,year',
  ...Array.from({ length: 60 }, (_, i) => [['Adelie', 'Gentoo', 'Chinstrap'][i % 3], ['Biscoe', 'Dream'][pick(i, 1, 2)],
    i === 3 ? 'NA' : 30 + 10 * (i % 3) + pick(i, 2, 50) / 10, 3000 + 800 * (i % 3) + pick(i, 3, 300), ['male', 'female'][pick(i, 4, 2)],
    2007 + pick(i, 5, 3)].join(','))].join('\n');
// As wine quality: semicolons, quoted names, a number as the label.
const wine = ['"acidity";"alcohol";"quality"', ...Array.from({ length: 60 }, (_, i) =>
  [(3 + pick(i, 1, 90) / 10).toFixed(1), (8 + i % 3 + pick(i, 2, 10) / 10).toFixed(1), 5 + i % 3].join(';'))].join('\r\n');

const box = (visitor, name, index = 0) => visitor.page.evaluate(([n, i]) => globalThis.dropoutLab.box(n, i), [name, index]);
const gone = async (visitor) => visitor.until((f) => !f.reads, 'the card is closed');
const control = (visitor, role, name) => visitor.page.getByRole(role, { name, exact: true });
const said = (visitor, words) => visitor.page.locator('#mirror p', { hasText: words }).first().waitFor({ state: 'attached', timeout: 20_000 });

async function opened(place, name, content, options = {}) {
  const visitor = await Visitor.arrive(place, options);
  await visitor.drop(name, content);
  await visitor.until((f) => f.reads, 'the card shows the table');
  await visitor.frames(6);
  return visitor;
}

async function tap(visitor, name, index = 0) {
  const { x, y, width, height } = await visitor.box(name, index);
  await visitor.page.touchscreen.tap(x + width / 2, y + height / 2);
  await visitor.frames(6);
}

// Every control of the card lies on the page and is large enough for the hand.
async function fits(visitor, width, height, least) {
  for (const name of ['label 0', 'all_columns 0', 'accept 0', 'refuse 0']) {
    const [kind, index] = name.split(' ');
    const r = await visitor.box(kind, Number(index));
    assert.ok(r.x >= 0 && r.x + r.width <= width && r.y >= 0 && r.y + r.height <= height, `${name}: ${JSON.stringify(r)}`);
    assert.ok(r.height >= least, `${name} is ${r.height} high`);
  }
}

export const tests = [
  ['classes in signs that the typeface lacks are told apart where they are drawn, and take no more room than as much text', async (place) => {
    // as many letters in each, so that they would be as many question marks
    const named = (...classes) => ['a,b,kind', ...Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 3) % 5},${classes[i % 2]}`)].join('\n');
    const drawn = async (...classes) => {
      const visitor = await opened(place, 'own.csv', named(...classes));
      await visitor.click('accept');
      await visitor.until((f) => f.own_data, 'the rows are trained on');
      await visitor.stop();
      await visitor.start();
      await visitor.frames(4);
      const picture = await visitor.look('legend');
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
      return picture;
    };
    const one = await drawn('კატა', 'ძაღლ'), other = await drawn('თოვა', 'წვიმ'), again = await drawn('კატა', 'ძაღლ');
    assert.equal(one.width, other.width);
    assert.equal(one.height, other.height);
    assert.equal(difference(one, again), 0, 'the same words are drawn alike');
    assert.ok(difference(one, other) > 0, 'other words are drawn alike');
  }],
  ['a table opens in a card; by mouse another column is learned, a column left out, and what was chosen is chosen again', async (place) => {
    const visitor = await opened(place, 'penguins.csv', penguins);
    const before = (await visitor.figures()).run;
    await fits(visitor, 1280, 800, 20);
    await visitor.photograph('table-1280x800.png');
    for (const words of ['penguins.csv, 60 rows, 6 columns', '3 classes: Adelie, Chinstrap, Gentoo', '59 rows, 7 inputs', '1 row is left out:', "line 5: 'bill_length_mm' is missing"]) await said(visitor, words);
    await visitor.click('column', 4); // sex
    await said(visitor, '59 rows, 5 inputs');
    await visitor.click('label');
    await visitor.frames(4);
    await visitor.click('option', 1); // island
    await visitor.frames(4);
    await said(visitor, '2 classes: Biscoe, Dream');
    await said(visitor, '59 rows, 6 inputs');
    await visitor.click('column', 0); // species, an input now
    await visitor.frames(4);
    assert.equal((await visitor.figures()).run, before, 'nothing changes before the word');
    await visitor.click('accept');
    const { own_data: own } = await visitor.until((f) => f.own_data?.name === 'penguins.csv', 'it is trained on');
    assert.deepEqual(own, { name: 'penguins.csv', rows: 59, target: '', inputs: ['bill_length_mm', 'body_mass_g', 'year'], classes: ['Biscoe', 'Dream'] });
    await visitor.click('choose_again');
    await visitor.until((f) => f.reads, 'the card is there again');
    await visitor.frames(4);
    assert.equal(await control(visitor, 'combobox', 'What is learned').inputValue(), 'island');
    await visitor.click('label');
    await visitor.frames(4);
    await visitor.click('option', 0);
    await visitor.frames(4);
    await visitor.click('accept');
    const again = await visitor.until((f) => f.own_data?.classes.length === 3, 'species are learned');
    assert.deepEqual(again.own_data.inputs, ['island=Biscoe', 'island=Dream', 'bill_length_mm', 'body_mass_g', 'year']);
    await visitor.press('Control+z');
    await visitor.until((f) => f.own_data?.classes.length === 2, 'undo brings the former choice');
    assert.deepEqual(visitor.errors, []);
  }],
  ['by keys alone a number is made the target of a regression and learned; Escape keeps the present data', async (place) => {
    const visitor = await opened(place, 'wine.csv', wine, coarse);
    const before = (await visitor.figures()).run;
    await visitor.press('Escape');
    await gone(visitor);
    assert.equal((await visitor.figures()).run, before);
    await visitor.drop('wine.csv', wine);
    await visitor.until((f) => f.reads, 'the card shows the table');
    await visitor.page.locator('#canvas').focus();
    await said(visitor, '3 classes: 5, 6, 7');
    const pressed = (name) => control(visitor, 'button', name).getAttribute('aria-pressed');
    assert.equal(await pressed('classes'), 'true');
    await control(visitor, 'button', 'amounts').focus();
    await visitor.press('Enter');
    await said(visitor, 'from 5 to 7');
    assert.equal(await pressed('amounts'), 'true');
    await control(visitor, 'button', 'acidity, number').focus();
    await visitor.press('Space');
    await said(visitor, '60 rows, 1 input');
    await control(visitor, 'button', 'Use these data').focus();
    await visitor.press('Enter');
    const { own_data: own } = await visitor.until((f) => f.own_data, 'it is trained on');
    assert.deepEqual([own.target, own.inputs, own.classes], ['quality', ['alcohol'], []]);
    const later = await visitor.until((f) => f.iteration > 300, 'it learns');
    assert.ok(later.arms.some((arm) => arm.cost_test < 0.25), `half the mean squared error: ${later.arms.map((arm) => arm.cost_test)}`);
    await said(visitor, /^learned: quality, 6[.0]* ± 0\.8/);
    const { link, iteration } = await visitor.stop();
    const other = await Visitor.arrive(place, { ...coarse, query: `#${link}`, waits: false });
    const back = await other.until((f) => f.own_data && !f.replaying && f.iteration === iteration, 'the link brings it back', 60_000);
    assert.deepEqual([back.own_data.target, back.own_data.rows, back.notice], ['quality', 60, '']);
    assert.deepEqual(visitor.errors, []);
  }],
  ...[[390, 844, 'light'], [320, 640, 'dark']].map(([width, height, colorScheme]) => [
    `on a phone of ${width} × ${height} a finger scrolls the card's columns, chooses and uses them`, async (place) => {
      const wide = penguins.split('\n').map((line, i) => `${line},${i ? Array.from({ length: 9 }, (_, k) => pick(i, k + 9, 99)).join() : Array.from({ length: 9 }, (_, k) => `more_${k}`).join()}`).join('\n');
      const visitor = await opened(place, 'penguins.csv', wide, { hasTouch: true, isMobile: true, colorScheme, viewport: { width, height } });
      await fits(visitor, width, height, 32);
      await visitor.photograph(`table-${width}x${height}-${colorScheme}.png`);
      await tap(visitor, 'column', 1); // island: two words
      await said(visitor, '59 rows, 14 inputs');
      const last = await visitor.box('column', 14), first = await visitor.box('column', 2);
      const client = await visitor.context.newCDPSession(visitor.page);
      const finger = (type, y) => client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: width / 2, y }] });
      await finger('touchStart', first.y + 60);
      for (let step = 1; step <= 8; step++) {
        await finger('touchMove', first.y + 60 - 20 * step);
        await visitor.frames(2);
      }
      await finger('touchEnd');
      await visitor.frames(6);
      const moved = await box(visitor, 'column', 14);
      assert.ok(moved.y < last.y - 80, `the list moved from ${last.y} to ${moved.y}`);
      await said(visitor, '59 rows, 14 inputs'); // the finger chose nothing on its way
      await tap(visitor, 'accept');
      const { own_data: own } = await visitor.until((f) => f.own_data, 'it is trained on');
      assert.equal(own.inputs.length, 14);
      assert.deepEqual(visitor.errors.filter((error) => !error.includes('Ignored attempt to cancel a touchend')), []);
    }]),
  ['bytes keep their letters: Windows-1252 and UTF-16 are read and named, an Excel file and a picture are told as what they are', async (place) => {
    const text = 'Größe;Länge;Art\n1,5;2,5;grün\n2,5;3;grün\n3,5;1;rot\n4;2;rot\n';
    const visitor = await opened(place, 'größe.csv', [...Buffer.from(text, 'latin1')], coarse);
    await visitor.page.locator('#canvas').focus();
    await said(visitor, 'It is not UTF-8: its letters were read as Windows-1252. Commas were read as decimal points.');
    await visitor.click('accept');
    const { own_data: own } = await visitor.until((f) => f.own_data, 'it is trained on');
    assert.deepEqual([own.inputs, own.classes], [['Größe', 'Länge'], ['grün', 'rot']]);
    await visitor.drop('utf16.csv', [...Buffer.from(`\ufeff${text}`, 'utf16le')]);
    await visitor.until((f) => f.reads, 'the card shows the table');
    await said(visitor, 'It is UTF-16.');
    await visitor.click('refuse');
    await gone(visitor);
    for (const [name, bytes, words] of [['table.xlsx', 'PK\x03\x04 xl/workbook.xml', 'Excel file (.xlsx)'], ['plot.png', '\x89PNG\r\n\x1a\n', 'picture (PNG)'], ['page.html', '<!doctype html><p>1,2', 'web page (HTML)']]) {
      await visitor.drop(name, [...Buffer.from(bytes, 'latin1')]);
      await visitor.until((f) => f.notice.startsWith(`${name}: `) && f.notice.includes(words), `${name} is told as what it is`);
      assert.equal((await visitor.figures()).own_data.name, 'größe.csv', 'the former data stay');
    }
    assert.deepEqual(visitor.errors, []);
  }],
  ['a choice that cannot be used says why and offers no use, and another is used', async (place) => {
    const rows = Array.from({ length: 40 }, (_, i) => `${(i * 37 % 101) / 10},kind ${i % 12},${'ab'[i % 2]}`);
    const visitor = await opened(place, 'kinds.csv', `size,label,half\n${rows.join('\n')}\n`, coarse);
    await visitor.page.locator('#canvas').focus();
    await control(visitor, 'combobox', 'What is learned').selectOption('label');
    await said(visitor, "There are 12 different labels in 'label'. 2 to 10 are accepted.");
    assert.equal(await box(visitor, 'accept'), undefined, 'it cannot be used');
    await control(visitor, 'combobox', 'What is learned').selectOption('half');
    await said(visitor, '40 rows, 13 inputs');
    await visitor.click('accept');
    const { own_data: own } = await visitor.until((f) => f.own_data, 'it is trained on');
    assert.deepEqual(own.classes, ['a', 'b']);
    assert.deepEqual(visitor.errors, []);
  }],
];
