// Windows and screens of every size: type that grows, one row of tabs, fingers, a scene for the whole hall.
import assert from 'node:assert/strict';
import { inside } from './embedding.mjs';
import { difference } from './picture.mjs';
import { coarse, Visitor } from './visitor.mjs';

const near = (a, b, by = 0.6) => Math.abs(a - b) <= by;
const boxes = (visitor) => visitor.page.evaluate(() => globalThis.dropoutLab.boxes());
const shown = async (visitor, name) => Object.keys(await boxes(visitor)).filter((key) => key.startsWith(`${name} `)).map((key) => Number(key.split(' ')[1]));
const sentence = async (visitor) => (await shown(visitor, 'sentence'))[0];

async function drag(visitor, { x, y }, by) {
  const session = await visitor.context.newCDPSession(visitor.page);
  const send = async (type, touchPoints) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await visitor.frames(3);
  };
  await send('touchStart', [{ x, y }]);
  for (const share of [0.1, 0.4, 0.7, 1]) await send('touchMove', [{ x: x + by * share, y }]);
  await send('touchEnd', []);
}

export const tests = [
  ['a view that needs more than a frame of 320×240 is drawn at its height, its arms under one another; a wheel comes to the sliders', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'embed.html#scene=kill-test&v1&at=40', waits: false, viewport: { width: 320, height: 240 } });
    await visitor.until((f) => f.inspection?.every((arm) => arm.kill_test_at === 40), 'the worst units are known');
    const rows = await Promise.all([0, 1, 2].map((arm) => visitor.box('kill_test', arm)));
    for (const [i, { y, height }] of rows.entries()) {
      assert.ok(height >= 24, `row ${i} is ${height} high`);
      if (i > 0) assert.ok(y >= rows[i - 1].y + rows[i - 1].height - 1, `row ${i} begins at ${y} in ${JSON.stringify(rows)}`);
    }
    await visitor.page.mouse.move(160, 100);
    await visitor.page.mouse.wheel(0, 600);
    await visitor.frames(12);
    const groove = await visitor.box('keep', 1);
    assert.ok(groove.y > 0 && groove.y + groove.height <= 240 - 44, `the slider lies at ${groove.y}`);
    await visitor.drag('keep', 1, 0.5, 0.9);
    await visitor.page.waitForFunction(() => [...document.querySelectorAll('#mirror input[type=range][aria-label*="a¹"]')]
      .some((slider) => Number.parseFloat(slider.getAttribute('aria-valuetext')) > 0.6), null, { timeout: 20_000 });
  }],
  ['on a phone the worst unit is removed where the story asks for it', async (place) => {
    const visitor = await Visitor.arrive(place, { query: '#v1&at=40', waits: false, hasTouch: true, viewport: { width: 390, height: 844 } });
    await visitor.until((f) => !f.replaying && f.iteration === 40, 'it is replayed');
    const before = await visitor.look('network');
    const { x, y, width, height } = await visitor.box('remove_worst');
    assert.ok(y + height < 844 - 72, `the button ends at ${y + height}`);
    await visitor.page.touchscreen.tap(x + width / 2, y + height / 2);
    await visitor.page.waitForFunction(() => /1 removed/.test(document.querySelector('#mirror').textContent), null, { timeout: 20_000 });
    assert.ok(difference(before, await visitor.look('network')) > 0, 'the network is drawn without it');
  }],
  ['at 3840×2160 the play button is 20/13 as large as at 1280×800, marks reach the lower edge, and its words lie where it is', async (place) => {
    const small = await Visitor.arrive(place, coarse);
    const { width } = await small.box('play');
    await small.leave();
    const visitor = await Visitor.arrive(place, { deviceScaleFactor: 0.25, viewport: { width: 3840, height: 2160 } });
    const play = await visitor.box('play');
    assert.ok(near(play.width, width * 20 / 13), `play is ${play.width} wide, at 1280×800 ${width}`);
    const lowest = Math.max(...Object.values(await boxes(visitor)).map(([, y, , height]) => y + height));
    assert.ok(lowest > 2100 && lowest <= 2160, `the lowest mark ends at ${lowest}`);
    await visitor.stop();
    const button = visitor.page.locator('#mirror button', { hasText: /^(Train|Pause)$/ }).first();
    await button.waitFor({ state: 'attached' });
    const words = await button.boundingBox();
    for (const side of ['x', 'y', 'width']) assert.ok(near(words[side], play[side], 3), `${side}: ${words[side]} and ${play[side]}`);
    assert.deepEqual(visitor.errors, []);
  }],
  ['on a phone the views\' tabs are one row, which a finger drags; what it opens is seen whole in it', async (place) => {
    const visitor = await Visitor.arrive(place, { hasTouch: true, viewport: { width: 390, height: 844 } });
    const all = Object.entries(await boxes(visitor)).filter(([key]) => key.startsWith('tab '));
    assert.equal(new Set(all.map(([, [, y]]) => y)).size, 1, 'the tabs are in one row');
    const row = await visitor.box('tabs');
    const picture = await visitor.look();
    const end = picture.at(389, Math.round(row.y + 22));
    assert.ok(end.every((channel, i) => near(channel, [246, 247, 249][i], 5)), `its end does not fade where there is more: ${end}`);
    const first = await shown(visitor, 'tab');
    const at = { x: 350, y: row.y + 22 };
    for (let i = 0; i < 6; i++) await drag(visitor, at, -300);
    const last = await shown(visitor, 'tab');
    assert.ok(Math.min(...last) > Math.max(...first), `${last} after ${first}`);
    const { experiment } = await visitor.figures();
    const scene = last[0];
    const cut = await visitor.box('tab', scene);
    await visitor.page.touchscreen.tap(cut.x + cut.width / 2, at.y);
    await visitor.frames(6);
    const open = await visitor.box('tab', scene);
    assert.ok(open.x > 20 && open.width >= cut.width, `the opened tab lies at ${open.x}, ${open.width} wide`);
    const chosen = await visitor.page.locator('#mirror [role=tab][aria-selected=true]').first();
    await chosen.waitFor({ state: 'attached' });
    assert.deepEqual((await visitor.figures()).experiment, experiment, 'a drag has changed something');
    // SDL would keep the end of every touch from the browser, which says so
    assert.deepEqual(visitor.errors.filter((error) => !error.includes('attempt to cancel a touchend')), []);
  }],
  ['on a phone of 320 the test accuracy of each of four arms stands under the sliders', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, viewport: { width: 320, height: 800 }, query: '#v1&arms=dropout,none,l2,max-norm' });
    const arms = (await visitor.figures()).arms.length;
    for (let arm = 0; arm < arms; arm++) {
      const { x, width } = await visitor.box('accuracy', arm);
      assert.ok(x >= 24 && x + width <= 296, `arm ${arm} reaches from ${x} to ${x + width}`);
    }
    assert.equal(arms, 4);
    assert.deepEqual(visitor.errors, []);
  }],
  ['where fingers point the header\'s targets are 44 pixels high also on a tablet, and no pair of them overlaps', async (place) => {
    for (const viewport of [{ width: 1180, height: 820 }, { width: 820, height: 1180 }]) {
      const visitor = await Visitor.arrive(place, { ...coarse, hasTouch: true, isMobile: true, viewport });
      await visitor.page.locator('#mirror button').first().waitFor({ state: 'attached' });
      const targets = await visitor.page.evaluate(() => [...document.querySelectorAll('#mirror :is(button, input, select):not(.unit)')]
        .map((control) => ({ words: control.textContent || control.ariaLabel, ...control.getBoundingClientRect().toJSON() })));
      const header = targets.filter(({ top, bottom }) => (top + bottom) / 2 < 52);
      assert.ok(header.length >= 6, `the header has ${header.length} controls`);
      for (const { words, width, height } of header) assert.ok(height >= 43 && width >= 43, `${words}: ${width} × ${height}`);
      const signs = header.filter(({ width }) => width < 60).sort((a, b) => a.left - b.left);
      signs.slice(1).forEach(({ left, words }, i) => assert.ok(left >= signs[i].right - 1.5, `${signs[i].words} and ${words} overlap`));
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    }
  }],
  ['P presents the view that is looked at, in type of 24 pixels, with its sentence; arrows turn, Space plays, Escape leaves', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, viewport: { width: 1024, height: 768 } });
    await visitor.stop();
    const { width } = await visitor.box('play');
    await visitor.page.locator('#canvas').focus();
    await visitor.press('p');
    await visitor.frames(6);
    const scene = await sentence(visitor);
    assert.ok(scene >= 0, 'no sentence is shown');
    const play = await visitor.box('play');
    assert.ok(near(play.width, width * 24 / 13, 3), `play is ${play.width} wide, before ${width}`);
    assert.ok(await visitor.page.evaluate(() => document.fullscreenElement !== null), 'the screen is not filled');
    await visitor.page.getByText('Units and weights. An arm with dropout draws at random').first().waitFor({ state: 'attached' });
    await visitor.press('ArrowRight');
    await visitor.frames(4);
    assert.equal(await sentence(visitor), scene + 1);
    await visitor.press('ArrowLeft');
    await visitor.press('ArrowLeft');
    await visitor.frames(4);
    assert.ok(await sentence(visitor) > scene + 5, 'before the first comes the last');
    const { iteration } = await visitor.figures();
    await visitor.press('Space');
    await visitor.until((f) => f.playing && f.iteration > iteration, 'it plays');
    await visitor.press('Escape');
    await visitor.until((f) => f.playing, 'it plays on');
    await visitor.frames(6);
    assert.equal(await sentence(visitor), undefined, 'it is still presented');
    assert.ok(await visitor.page.evaluate(() => document.fullscreenElement === null));
    assert.equal(await visitor.page.evaluate(() => document.activeElement.id), 'canvas');
    await visitor.click('about');
    await visitor.click('present');
    await visitor.frames(4);
    assert.equal(await sentence(visitor), scene);
    await visitor.click('next_scene');
    assert.equal(await sentence(visitor), scene + 1);
    await visitor.click('leave');
    await visitor.frames(4);
    assert.equal(await sentence(visitor), undefined);
    assert.deepEqual(visitor.errors, []);
  }],
  ['a scene alone is presented from its bar, and is itself again after it', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, query: 'embed.html#scene=cost', viewport: { width: 720, height: 480 } });
    await visitor.click('present');
    await visitor.frames(6);
    const scene = await sentence(visitor);
    await visitor.page.getByText('J with masks and with dropout off in the course of the run.').first().waitFor({ state: 'attached' });
    await visitor.click('leave');
    await visitor.frames(6);
    assert.ok(scene >= 0 && await sentence(visitor) === undefined);
    await visitor.box('plot');
    assert.deepEqual(visitor.errors, []);
  }],
  ['a frame of 200 × 140 shows its scene, in small', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'embed.html#scene=norms', viewport: { width: 200, height: 140 } });
    const plot = await visitor.box('plot');
    assert.ok(plot.height > 36 && plot.width > 80, `the plot is ${plot.width} × ${plot.height}`);
    await visitor.stop();
    assert.deepEqual(visitor.errors, []);
  }],
  ['a window beyond the largest texture is drawn coarser, and hands still meet what they see', async (place) => {
    const visitor = await Visitor.arrive(place, { viewport: { width: 4300, height: 260 }, deviceScaleFactor: 4 });
    const { canvas, buffer, largest } = await visitor.page.evaluate(() => {
      const element = document.getElementById('canvas');
      const gl = element.getContext('webgl2');
      return { canvas: element.width, buffer: gl.drawingBufferWidth, largest: gl.getParameter(gl.MAX_TEXTURE_SIZE) };
    });
    assert.equal(canvas, Math.min(largest, 17200));
    assert.equal(buffer, canvas);
    const { playing } = await visitor.figures();
    await visitor.click('play');
    await visitor.until((f) => f.playing !== playing, 'play is answered');
    assert.deepEqual(visitor.errors, []);
  }],
  ['what succeeded is told in another colour than what went wrong', async (place) => {
    const visitor = await Visitor.arrive(place, { ...coarse, permissions: ['clipboard-read', 'clipboard-write'] });
    const corner = async () => {
      const { x, y, width, height } = Object.fromEntries(['x', 'y', 'width', 'height'].map((side, i) => [side, found[1][i]]));
      return (await visitor.look()).at(Math.round((x + width / 2) / 2), Math.round((y + height - 5) / 2));
    };
    let found;
    const seen = async () => {
      await visitor.frames(4);
      found = Object.entries(await boxes(visitor)).find(([key]) => key.startsWith('notice '));
      return corner();
    };
    await visitor.click('share');
    await visitor.until((f) => f.notice, 'the copy is told');
    const good = await seen();
    await visitor.drop('rows.csv', 'neither rows\nnor a label\n');
    await visitor.until((f) => f.notice.startsWith('rows.csv'), 'the file is refused');
    const bad = await seen();
    assert.ok(good[1] > good[0] && bad[0] > bad[2], `${good} after ${bad}`);
  }],
  ['the embed dialog shows the view that is looked at, its preview and whole lines without scrolling, in the page\'s letters', async (place) => {
    const visitor = await Visitor.arrive(place, coarse);
    await visitor.click('enlarge');
    await visitor.frames(4);
    await visitor.click('embed');
    await visitor.page.waitForSelector('#embed iframe');
    assert.equal(await visitor.page.inputValue('#embed-scene'), 'kill-test');
    const preview = await visitor.page.locator('#embed iframe').boundingBox();
    assert.ok(preview.y + preview.height <= 800 && preview.height > 200, `the preview ends at ${preview.y + preview.height}`);
    for (const id of ['embed-iframe', 'embed-element']) {
      const cut = await visitor.page.evaluate((area) => document.getElementById(area).scrollHeight - document.getElementById(area).clientHeight, id);
      assert.ok(cut <= 1, `${id} is cut by ${cut} px`);
    }
    await visitor.page.waitForFunction(() => [...document.fonts].some((face) => face.family === 'Inter' && face.status === 'loaded'));
    assert.match(await visitor.page.evaluate(() => getComputedStyle(document.getElementById('embed-title')).fontFamily), /^Inter/);
    await (await inside(visitor)).until((f) => f.iteration > 0, 'the preview runs');
    await visitor.page.keyboard.press('Escape');
    assert.deepEqual(visitor.errors, []);
  }],
];
