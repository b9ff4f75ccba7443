// Numbers as people type them: into the sliders' fields, a weight's, those of the controls in words and of the dialogs.
import assert from 'node:assert/strict';
import { difference } from './picture.mjs';
import { coarse, Visitor } from './visitor.mjs';

const control = (visitor, role, name) => visitor.page.getByRole(role, { name, exact: true });
const field = (visitor) => visitor.page.locator('#typing');

// Opens the field of a slider as somebody does, with Ctrl and a click.
async function begin(visitor, name, index = 0) {
  await visitor.page.keyboard.down('Control');
  await visitor.click(name, index);
  await visitor.page.keyboard.up('Control');
  await visitor.page.waitForFunction(() => document.activeElement.id === 'typing', undefined, { timeout: 20000 });
}

async function type(visitor, text) {
  await visitor.page.keyboard.press('Control+a');
  await visitor.page.keyboard.type(text);
  await visitor.press('Enter');
}

// What stands beside the field is drawn there and said.
async function said(visitor, words) {
  await visitor.page.waitForFunction((part) => document.querySelector('#mirror [role=status]').textContent.includes(part), words, { timeout: 20000 });
  const clip = await visitor.box('typed_words');
  return clip;
}

const set = (visitor, key, wanted) => visitor.until((f) => f.experiment[key] === wanted, `${key} is ${wanted}`);

export const tests = [
  ['training points are typed as people write a thousand; what is no number or too many is said beside the field, which is announced by its name', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.stop();
    for (const [text, points] of [['1,000', '1000'], ['1.633', '1633'], ['1 200', '1200'], ['٩٠٠', '900'], ['１，１００', '1100'], [' 800 ', '800']]) {
      await begin(visitor, 'points');
      assert.equal(await field(visitor).getAttribute('aria-label'), 'training points');
      await type(visitor, text);
      await set(visitor, 'points', points);
    }
    const empty = await visitor.look();
    await begin(visitor, 'points');
    await type(visitor, '12abc');
    const { x, y, width, height } = await said(visitor, '“12abc” is no whole number from 10 to 2,000: 800 stays.');
    const groove = await visitor.box('points');
    assert.ok(Math.abs(y - groove.y) < 90 && x < groove.x + groove.width, `the words stand at ${x}, ${y}`);
    await visitor.photograph('typed-refused.png');
    assert.ok(width > 100 && height > 20 && difference(empty, await visitor.look()) > 0.002, 'something is drawn there');
    assert.equal((await visitor.figures()).experiment.points, '800');
    await begin(visitor, 'points');
    await type(visitor, '5,000');
    await said(visitor, '2,000 is the most here, and is set.');
    await set(visitor, 'points', '2000');
    assert.deepEqual(visitor.errors, []);
  }],
  ['keep_prob takes a percentage, a comma and digits of other keyboards, wrong labels a share of a hundred', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.stop();
    for (const [text, keep] of [['80 %', 0.8], ['٣٠٪', 0.3], ['０．６', 0.6], ['0,45', 0.45], ['.7', 0.7]]) {
      await begin(visitor, 'keep', 1);
      assert.equal(await field(visitor).getAttribute('aria-label'), 'keep_prob of a¹');
      await type(visitor, text);
      await visitor.until((f) => Math.abs(f.experiment.keep.split(',')[1] - keep) < 1e-6, `keep_prob of a¹ is ${keep}`);
    }
    for (const text of ['8o', '0.8 0.9', '1/2']) {
      await begin(visitor, 'keep', 1);
      await type(visitor, text);
      await said(visitor, `“${text}” is no number from 0.05 to 1: 0.7 stays.`);
    }
    await begin(visitor, 'flip');
    await type(visitor, '12,5 %');
    await set(visitor, 'flip', '0.125');
    await begin(visitor, 'rate');
    await type(visitor, '5e-3');
    await set(visitor, 'rate', '0.005');
    assert.ok((await visitor.figures()).experiment.keep.startsWith('1,0.7,'));
  }],
  ['Ctrl and a click opens a slider’s field, also right after another click there', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.stop();
    await visitor.click('keep', 1);
    await begin(visitor, 'keep', 1);
    await type(visitor, '0.35');
    await visitor.until((f) => f.experiment.keep.startsWith('1,0.35,'), 'keep_prob of a¹ is 0.35');
  }],
  ['a weight is typed with a comma, a minus of any kind and a name; what could be 1250 or 1.25 is said', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: '#v1&layers=4,3&at=200', waits: false });
    await visitor.until((f) => f.iteration === 200 && !f.replaying && f.measured_at === 200, 'it is there');
    await visitor.frames(6);
    for (const [text, weight, words] of [['-1,25', '-1.25'], ['−0,5', '-0.5'], ['1,250', '1.25', '“1,250” is read as 1.25.'], ['.5x', '1.25', '“.5x” is no number such as']]) {
      const [edge] = Object.keys(await visitor.page.evaluate(() => globalThis.dropoutLab.boxes())).filter((name) => name.startsWith('edge '));
      await visitor.click('edge', Number(edge.split(' ')[1]));
      await visitor.page.waitForFunction(() => document.activeElement.id === 'typing', undefined, { timeout: 20000 });
      assert.match(await field(visitor).getAttribute('aria-label'), /^weight from \S+ \d+ to \S+ \d+$/);
      await type(visitor, text);
      if (words) await said(visitor, words);
      const { link } = await visitor.until((f) => new RegExp(`weight\\.1\\.\\d+=${weight}(;|&|$)[^=]*at=200|weight\\.1\\.\\d+=${weight}&at=200`).test(f.link), `the weight is ${weight}`);
      assert.ok(!/NaN|=-1[;&]/.test(link), link);
    }
    assert.deepEqual(visitor.errors, []);
  }],
  ['the controls in words take the same numbers, step by arrow keys, and say what they do not take', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.stop();
    const units = control(visitor, 'spinbutton', 'units of a¹');
    const typed = async (text) => {
      await units.focus();
      await units.fill(text);
      await visitor.press('Enter');
    };
    await typed('٨');
    await visitor.until((f) => f.experiment.layers?.startsWith('8,'), 'the first layer has 8 units');
    await visitor.press('ArrowUp');
    await visitor.until((f) => f.experiment.layers?.startsWith('9,'), 'it has 9');
    await typed('8,5');
    await said(visitor, '“8,5” is no whole number from 1 to 2,048: 9 stays.');
    await visitor.page.waitForFunction(() => document.activeElement.value === '9', undefined, { timeout: 20000 });
    assert.ok((await visitor.figures()).experiment.layers.startsWith('9,'));
    assert.deepEqual(visitor.errors, []);
  }],
  ['the dialogs’ numbers are read alike, and say below what they do not take', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.click('embed');
    const line = () => visitor.page.inputValue('#embed-iframe');
    await visitor.page.fill('#embed-width', '1,000');
    assert.match(await line(), /width="1000"/);
    await visitor.page.fill('#embed-width', '12abc');
    await visitor.page.keyboard.press('Enter');
    assert.equal(await visitor.page.textContent('#embed-width-said'), '“12abc” is no whole number from 240 to 4,000: 1,000 stays.');
    assert.match(await line(), /width="1000"/);
    await visitor.page.fill('#embed-height', '9000');
    await visitor.page.keyboard.press('Tab');
    assert.equal(await visitor.page.textContent('#embed-height-said'), '4,000 is the most here, and is set.');
    assert.match(await line(), /height="4000"/);
    assert.deepEqual(visitor.errors.filter((error) => !error.startsWith('failed: ')), []);
  }],
];
