// What hands find: units that are looked at, handles, hints, one large surface to draw on, a view that stands alone.
import assert from 'node:assert/strict';
import { census } from './picture.mjs';
import { coarse, Visitor } from './visitor.mjs';

const box = (visitor, name, index = 0) => visitor.page.evaluate(([n, i]) => globalThis.dropoutLab.box(n, i), [name, index]);
const said = (visitor, words) => visitor.page.locator('#mirror p', { hasText: words }).first().waitFor({ state: 'attached', timeout: 20_000 });

async function stands(place, query, options = {}) {
  const visitor = await Visitor.arrive(place, { ...coarse, query, waits: false, ...options });
  await visitor.until((f) => !f.replaying && f.iteration === 200 && f.measured_at === 200, 'it stands at iteration 200', 60_000);
  await visitor.frames(3);
  return visitor;
}

export const tests = [
  ['a click on a unit looks at it over the inspector and changes nothing; buttons hold it, and the lens opens on it', async (place) => {
    const visitor = await stands(place, '#v1&layers=4,3&at=200');
    const link = (await visitor.figures()).link;
    await visitor.click('unit', 3);
    await visitor.frames(4);
    const sheet = await visitor.box('unit_card', 1); // the second of its layer
    assert.ok(sheet.x > 640 && sheet.y > 400, JSON.stringify(sheet));
    await said(visitor, 'effective inputs');
    const { held, link: after } = await visitor.figures();
    assert.deepEqual([held, after], [[], link], 'looking has changed the run');
    await visitor.photograph('unit-1280x800.png');
    for (const [button, how] of [[2, 'dropped'], [1, 'kept']]) {
      await visitor.click('hold', button);
      await visitor.until((f) => f.held[0]?.how === how, `it is held ${how}`);
    }
    await visitor.click('hold', 0);
    await visitor.until((f) => f.held.length === 0, 'it is left to chance');
    await visitor.click('to_lens');
    await said(visitor, 'a¹₂');
    assert.equal(await box(visitor, 'unit_card', 1), undefined, 'the sheet still covers the lens');
    await visitor.click('unit', 2);
    await visitor.frames(4);
    await visitor.click('unit', 7);
    await visitor.frames(4);
    await visitor.box('unit_card', 1); // of the other unit now
    await visitor.click('close_unit');
    assert.equal(await box(visitor, 'unit_card', 1), undefined, 'it is not closed');
    assert.deepEqual(visitor.errors, []);
  }],
  ['by keys Enter looks at the unit where the keyboard is, its buttons hold it, and Escape closes what is looked at', async (place) => {
    const visitor = await stands(place, '#v1&layers=4,3&at=200');
    await visitor.page.locator('#canvas').focus();
    const { x, y, width } = await visitor.box('network'); // beside its first unit stands the unit's hint
    const walked = async () => {
      const hint = await box(visitor, 'hint');
      return hint && hint.width > 250 && hint.x > x && hint.x < x + width / 2 && hint.y > y + 40;
    };
    for (let i = 0; i < 60 && !await walked(); i++) await visitor.press('Tab');
    assert.ok(await walked(), 'Tab does not reach the network');
    await visitor.press('ArrowRight');
    await visitor.press('Enter');
    await visitor.frames(4);
    await visitor.box('unit_card', 0);
    assert.deepEqual((await visitor.figures()).held, []);
    await visitor.press('Tab');
    await visitor.press('Enter');
    await visitor.until((f) => f.held[0]?.how === 'kept', 'the second of its buttons is pressed by keys');
    await visitor.page.keyboard.down('Escape');
    await visitor.frames(4);
    assert.equal(await box(visitor, 'unit_card', 0), undefined, 'it is not closed');
    await visitor.page.keyboard.up('Escape');
    assert.deepEqual(visitor.errors, []);
  }],
  ['a hint follows a mouse, and none stays where a finger was lifted', async (place) => {
    const mouse = await stands(place, '#v1&at=200');
    const over = async (visitor) => {
      const { x, y, width, height } = await visitor.box('surface', 1);
      return [x + width * 0.4, y + height * 0.4];
    };
    await mouse.page.mouse.move(...await over(mouse));
    await mouse.frames(3);
    await mouse.box('hint');
    const finger = await stands(place, '#v1&at=200', { hasTouch: true });
    await finger.page.touchscreen.tap(...await over(finger));
    await finger.frames(40);
    assert.equal(await box(finger, 'hint'), undefined);
  }],
  ['a scene has a handle for each layer, in as many lines as it takes, and takes back', async (place) => {
    for (const [width, height] of [[320, 240], [720, 480]]) {
      const visitor = await Visitor.arrive(place, { query: 'embed.html#scene=network&start=paused&layers=6,4,3&keep=1,0.5,0.6,0.7', viewport: { width, height }, waits: false, ...coarse });
      await visitor.until((f) => !f.playing && f.experiment, 'it is there');
      await visitor.frames(6);
      if (height === 240) { // they lie below the network
        await visitor.page.mouse.move(width / 2, 80);
        await visitor.page.mouse.wheel(0, 600);
        await visitor.frames(12);
      }
      const places = [await visitor.box('keep', 1), await visitor.box('keep', 2)];
      for (const { x, y, width: wide } of places) assert.ok(x >= 0 && wide > 40 && x + wide <= width && y < height, JSON.stringify(places));
      await visitor.drag('keep', 2, 0.6, 0.95);
      const { experiment } = await visitor.until((f) => f.experiment.keep.split(',')[2] > 0.8, 'the second layer keeps more');
      assert.match(experiment.keep, /^1,0\.5,(0\.\d+|1),0\.7$/, 'another layer has changed');
      await visitor.click('undo');
      await visitor.until((f) => f.experiment.keep === '1,0.5,0.6,0.7', 'it is taken back');
      await visitor.photograph(`scene-handles-${width}x${height}.png`);
      await visitor.leave();
    }
  }],
  ['a view alone says what it is, what to do at its start, and opens the whole page with its run', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'embed.html#scene=norms&start=paused&preset=moons', viewport: { width: 720, height: 480 }, waits: false });
    await visitor.until((f) => !f.playing && f.arms, 'it is there');
    await said(visitor, 'The sum of the squared weights in the course of the run.');
    await visitor.frames(6);
    await visitor.photograph('scene-start-720x480.png');
    await visitor.click('train');
    await visitor.until((f) => f.iteration > 30, 'it trains');
    const { iteration, experiment } = await visitor.stop();
    assert.equal(await box(visitor, 'train'), undefined, 'it still says to train');
    const coming = visitor.context.waitForEvent('page', { timeout: 15_000 });
    await visitor.click('whole');
    const opened = new Visitor(visitor.context, await coming);
    const whole = await opened.until((f) => !f.replaying && f.iteration === iteration, 'the run is replayed there', 60_000);
    assert.deepEqual([whole.experiment.data, whole.experiment.keep], [experiment.data, experiment.keep]);
    assert.ok(!opened.page.url().includes('scene') && opened.page.url().startsWith(`${place.address}index.html#v1`), opened.page.url());
    await opened.box('rename').catch(() => opened.box('share')); // the page, not a scene
    await opened.page.close();
  }],
  ['points are drawn on one large surface in the place of the network, on a phone above the others', async (place) => {
    const wide = await stands(place, '#v1&at=200&points=40');
    const before = await wide.box('surface', 1);
    await wide.click('data', 8);
    await wide.frames(4);
    await wide.click('draw');
    await wide.frames(6);
    const large = await wide.box('surface', 1), small = await wide.box('surface', 0);
    assert.ok(large.width > 1.5 * before.width && large.x < small.x, JSON.stringify([before, large, small]));
    assert.equal(await box(wide, 'network'), undefined, 'the network is still there');
    await wide.clickAt(large.x + large.width * 0.3, large.y + large.height * 0.3);
    await wide.until((f) => f.drawn === 1, 'a point is drawn');
    await wide.photograph('drawing-1280x800.png');
    await wide.click('drawn');
    await wide.frames(4);
    await wide.box('network');
    const phone = await stands(place, '#v1&at=200&points=40', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
    const tap = async (name, index = 0) => {
      const at = await phone.box(name, index);
      await phone.page.touchscreen.tap(at.x + at.width / 2, at.y + at.height / 2);
      await phone.frames(6);
    };
    await tap('tab', 1);
    await tap('data', 8);
    await tap('draw');
    const here = await phone.box('surface', 1), below = await phone.box('surface', 0);
    assert.ok(here.width > 1.4 * below.width && below.y > here.y + here.height, JSON.stringify([here, below]));
    await phone.photograph('drawing-390x844.png');
    await tap('surface', 1);
    await phone.until((f) => f.drawn === 1, 'a finger draws a point');
  }],
  ['? begins with what the marks mean, drawn in their colours, in the words of the hand that there is', async (place) => {
    for (const [touch, words] of [[false, 'Point at any mark'], [true, 'Tap a unit']]) {
      const visitor = await stands(place, '#v1&at=200', { hasTouch: touch, deviceScaleFactor: 1 });
      const { x, y, width, height } = await visitor.box('about');
      if (touch) await visitor.page.touchscreen.tap(x + width / 2, y + height / 2);
      else await visitor.click('about');
      await visitor.frames(6);
      for (const text of ['dropped by chance', 'hollow: its label was made wrong', words]) await said(visitor, text);
      const looks = census(await visitor.look('legend'));
      assert.ok(looks.colours > 8, JSON.stringify(looks));
      await visitor.photograph(`about-${touch ? 'touch' : 'mouse'}.png`);
      await visitor.leave();
    }
  }],
  ['a preset that was changed keeps its name: Moons, changed', async (place) => {
    const visitor = await stands(place, '#v1&data=moons&noise=0.15&rate=0.02&at=200');
    const list = visitor.page.getByRole('combobox', { name: 'preset', exact: true });
    await list.waitFor({ state: 'attached' });
    assert.equal(await list.evaluate((e) => e.selectedOptions[0].textContent), 'Moons, changed');
  }],
];
