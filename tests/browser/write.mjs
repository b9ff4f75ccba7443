// A digit is written by hand: what is said of it is what the engine computes of it.
import assert from 'node:assert/strict';
import { census } from './picture.mjs';
import { Visitor } from './visitor.mjs';

const link = 'v1&data=digits&points=1000&layers=64,32&batch=50&keep=0.8,0.5,0.5&rate=0.003&at=300';

async function scene(place, options = {}) {
  const visitor = await Visitor.arrive(place, { query: `embed.html#scene=write&${link}`, waits: false, ...options });
  await visitor.until((f) => !f.replaying && f.iteration === 300 && f.measured_at === 300, 'the digits are learnt', 60_000);
  return visitor;
}

const paragraphs = (visitor) => visitor.page.evaluate(() => [...document.querySelectorAll('#mirror p')].map((p) => p.textContent));

// The words of the page that match, once they are there.
async function words(visitor, pattern) {
  const found = await visitor.page.waitForFunction((source) => [...document.querySelectorAll('#mirror p')].map((p) => p.textContent)
    .find((text) => new RegExp(source).test(text)), pattern.source, { timeout: 20_000 });
  return pattern.exec(await found.jsonValue());
}

const written = (visitor, arm = 1) => visitor.until((f) => f.inspection[arm]?.written, 'it is answered').then((f) => f.inspection[arm].written);

// Waits until dropout's sentence is the one that the engine's figures make; what it answers.
async function sentence(visitor, before = '') {
  let last;
  for (let tries = 0; tries < 100; tries++) {
    const { answer, masks, whole, votes } = await written(visitor);
    assert.equal(answer, whole.indexOf(Math.max(...whole)));
    assert.equal(masks, 100);
    assert.equal(votes.reduce((sum, one) => sum + one), 100);
    const other = votes.map((count, k) => (k === answer ? 0 : count));
    const most = Math.max(...other);
    const under = most === 0 ? `all answered ${answer}` : `${votes[answer]} answered ${answer} and ${most} answered ${other.indexOf(most)}`;
    last = `${before}dropout answers ${answer} with ${(100 * whole[answer]).toFixed(1)} %; under 100 masks ${under}.`;
    if ((await paragraphs(visitor)).includes(last)) return answer;
    await visitor.frames(6);
  }
  assert.fail(`the page does not say “${last}” but ${JSON.stringify(await paragraphs(visitor))}`);
}

// A stroke through shares of the sheet's sides, by `move`, `down` and `up` at a place.
async function stroke(visitor, places, { down, move, up }) {
  const { x, y, width, height } = await visitor.box('sheet');
  const at = ([u, v]) => [x + u * width, y + v * height];
  await down(...at(places[0]));
  await visitor.frames(2);
  for (let i = 1; i < places.length; i++) {
    const [from, to] = [places[i - 1], places[i]];
    for (let k = 1; k <= 5; k++) {
      await move(...at([0, 1].map((d) => from[d] + ((to[d] - from[d]) * k) / 5)));
      await visitor.frames(1);
    }
  }
  await visitor.frames(2);
  await up();
  await visitor.frames(3);
}

function mouse({ page }) {
  return {
    down: async (x, y) => { await page.mouse.move(x, y); await page.mouse.down(); },
    move: (x, y) => page.mouse.move(x, y),
    up: () => page.mouse.up(),
  };
}

async function finger({ page, context }) {
  const session = await context.newCDPSession(page);
  const send = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return { down: (x, y) => send('touchStart', [{ x, y }]), move: (x, y) => send('touchMove', [{ x, y }]), up: () => send('touchEnd', []) };
}

const one = [[0.5, 0.15], [0.5, 0.85]];
const seven = [[0.25, 0.2], [0.75, 0.2], [0.45, 0.85]];

export const tests = [
  ['a digit that the mouse writes is answered by every arm as the engine says; a stroke is taken back, the sheet cleared and brought back', async (place) => {
    const visitor = await scene(place, { viewport: { width: 640, height: 420 } });
    assert.ok(!(await paragraphs(visitor)).some((text) => /answers \d/.test(text)), 'a blank sheet is answered by nothing');
    await stroke(visitor, one, mouse(visitor));
    assert.equal(await sentence(visitor), 1);
    const first = (await written(visitor)).whole;
    assert.ok(census(await visitor.look('written_image')).colours > 3);
    await stroke(visitor, [[0.2, 0.2], [0.8, 0.2]], mouse(visitor));
    await visitor.until((f) => f.inspection[1].written.whole[1] !== first[1], 'the second stroke is answered');
    await sentence(visitor);
    await visitor.photograph('write.png');
    for (const press of [['write_undo'], ['write_clear', 'write_undo']]) {
      for (const name of press) {
        await visitor.click(name);
        if (name === 'write_clear') await visitor.until((f) => !f.inspection[1].written, 'nothing is answered');
      }
      await visitor.until((f) => f.inspection[1].written?.whole[1] === first[1], 'the first stroke stands alone');
    }
    for (const arm of [0, 2]) {
      const { answer, masks, whole } = await written(visitor, arm);
      const [, percent] = await words(visitor, new RegExp(`^${arm ? 'L2' : 'none'} answers ${answer} with ([\\d.]+) %\\.$`));
      assert.ok(Math.abs(Number(percent) - 100 * whole[answer]) < 0.06);
      assert.equal(masks, 0);
    }
    assert.deepEqual(visitor.errors, []);
  }],
  ['a finger writes on a phone and nothing scrolls; the pixels of the next mask drop', async (place) => {
    const visitor = await scene(place, { viewport: { width: 320, height: 420 }, hasTouch: true });
    const before = await visitor.box('sheet');
    await stroke(visitor, seven, await finger(visitor));
    await sentence(visitor);
    assert.deepEqual(await visitor.box('sheet'), before);
    assert.equal(await visitor.page.evaluate(() => scrollY), 0);
    // the words follow the figures within a moment
    let answers, shown;
    for (let tries = 0; tries < 40; tries++) {
      ({ answers } = await written(visitor));
      shown = await words(visitor, /^mask (\d+): (\d)$/);
      if (Number(shown[2]) === answers[Number(shown[1]) - 1]) break;
      await visitor.frames(6);
    }
    assert.equal(Number(shown[2]), answers[Number(shown[1]) - 1]);
    const clip = await visitor.box('written_image');
    const { x, y, width, height } = clip;
    const look = async () => (await visitor.page.screenshot({ clip })).toString('base64');
    const former = await look();
    await visitor.page.touchscreen.tap(x + width / 2, y + height / 2);
    const [, mask, answer] = await words(visitor, new RegExp(`^mask (${(Number(shown[1]) % 100) + 1}): (\\d)$`));
    assert.equal(Number(answer), answers[Number(mask) - 1]);
    await visitor.frames(3);
    assert.notEqual(await look(), former);
    await visitor.photograph('write-320.png');
    // Chromium says this of every finger that moves on a page that is in no frame.
    assert.deepEqual(visitor.errors.filter((error) => !error.includes('Ignored attempt to cancel a touchend')), []);
  }],
  ['with the keyboard a test digit begins the sheet, arrows go on and back, and its class is said', async (place) => {
    const visitor = await scene(place, { viewport: { width: 900, height: 560 }, colorScheme: 'dark' });
    await visitor.page.locator('#mirror button', { hasText: /^the sheet/ }).first().waitFor({ state: 'attached' });
    await visitor.page.evaluate(() => [...document.querySelectorAll('#mirror button')].find((b) => b.textContent.startsWith('the sheet')).focus());
    await visitor.press('Enter');
    await sentence(visitor, 'Test digit 1 is a 0. ');
    await visitor.page.evaluate(() => document.getElementById('canvas').focus());
    for (let control = 0; control < 2; control++) await visitor.press('Tab'); // from where it was last, round to the sheet
    for (const [key, digit] of [['ArrowRight', 2], ['ArrowRight', 3], ['ArrowLeft', 2]]) {
      await visitor.press(key);
      await sentence(visitor, `Test digit ${digit} is a ${digit - 1}. `);
    }
    assert.equal((await visitor.figures()).iteration, 300); // the arrow was no step
    await visitor.photograph('write-dark.png');
    assert.deepEqual(visitor.errors, []);
  }],
  ['without digits the view says what it needs, opens them, and undo leads back', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'embed.html#scene=write&v1&at=20', waits: false, viewport: { width: 400, height: 340 } });
    await words(visitor, /needs networks that read images of digits/);
    await visitor.click('write_digits');
    await visitor.until((f) => f.experiment.data === 'digits', 'the digits are there', 60_000);
    await stroke(visitor, one, mouse(visitor));
    await written(visitor);
    await visitor.photograph('write-card.png');
    await visitor.press('Control+z');
    await visitor.until((f) => f.experiment.data === 'football' && !f.replaying, 'the former run is back');
    await words(visitor, /needs networks that read images of digits/);
    assert.deepEqual(visitor.errors, []);
  }],
];
