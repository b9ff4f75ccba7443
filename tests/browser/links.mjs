// Links as they arrive: through chat programs and mail, cut, or wrong; and what Share says of long ones.
import assert from 'node:assert/strict';
import { coarse, pause, Visitor } from './visitor.mjs';

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const hash = (visitor) => visitor.page.evaluate(() => location.hash);

// Rows of one's own, as many as make a link long.
function rows(count) {
  const all = ['width,height,kind'];
  for (let i = 0; i < count; i++) all.push(`${i}.25,${(i * 7) % 40}.125,${i % 2 ? 'a' : 'b'}`);
  return all.join('\n');
}

async function ownLink(place, count) {
  const visitor = await Visitor.arrive(place, coarse);
  await visitor.drop('mine.csv', rows(count));
  await visitor.click('accept');
  const { link } = await visitor.until((f) => f.link.includes('rows='), 'the data are there');
  await visitor.leave();
  return link;
}

const arrive = (place, query, options) => Visitor.arrive(place, { ...coarse, query, ...options });

export const tests = [
  ['what chat programs and mail do to a link is undone, and the address is right again', async (place) => {
    const link = 'v1&data=moons&rate=0.02';
    for (const sent of [`#!V1${link.slice(2)}`, `#${link.replaceAll('&', '&amp;')}`, `#${encodeURIComponent(link)}`, `#${link}).`, `#“${link}”`,
      `#${link.replace('&', '%20&%E2%80%8B')}`]) {
      const visitor = await arrive(place, sent);
      const { experiment, notice } = await visitor.stop();
      assert.equal(`${experiment.data} ${experiment.rate} ${notice}`, 'moons 0.02 ', sent);
      await visitor.until(() => visitor.page.url().includes('#v1&data=moons&rate=0.02&at='), 'the address is right');
      await visitor.leave();
    }
    const preset = await arrive(place, `presets/moons.html#!v1&amp;data=circle`);
    assert.equal((await preset.figures()).experiment.data, 'circle');
    const scene = await arrive(place, 'embed.html#scene=norms&amp;preset=moons.');
    assert.equal((await scene.figures()).experiment.data, 'moons');
    assert.equal((await scene.figures()).notice, '');
  }],
  ['an address that was not understood stands while the run plays and pauses, and is written when something is changed', async (place) => {
    for (const [address, words] of [['#v1&data=mooons&rate=0.02', 'mooons'], ['#about', 'no link to an experiment: the default is shown'],
      ['#w1&rate=0.02', 'no beginning of a link: what is known of the rest is used']]) {
      const visitor = await arrive(place, address);
      const { notice, experiment } = await visitor.figures();
      assert.ok(notice.includes(words), notice);
      assert.equal(experiment.rate, address.includes('0.02') ? '0.02' : '0.01');
      await visitor.until((f) => f.iteration > 100, 'it has played');
      await pause(1500); // a right one would be written each second
      await visitor.stop();
      await pause(1500);
      assert.equal(await hash(visitor), address);
      await visitor.drag('keep', 1, 0.5, 0.8);
      await visitor.until(() => visitor.page.url().includes('do='), 'the address is that of the run');
      assert.deepEqual(visitor.errors, []);
      await visitor.leave();
    }
  }],
  ['a link of one’s own data that was cut says so and stays in the address; one from before there was a length opens', async (place) => {
    const link = await ownLink(place, 80);
    assert.match(link, /^v1&length=\d+&/);
    const cut = await arrive(place, `#${link.slice(0, Math.floor(link.length / 2))}`);
    const { notice } = await cut.stop();
    assert.match(notice, /^Only 4\d % of this link is here: it was cut on its way, or shortened\./);
    await pause(1500);
    assert.equal((await hash(cut)).length, Math.floor(link.length / 2) + 1);
    await cut.leave();
    const old = await arrive(place, `#${link.replace(/&length=\d+/, '')}`);
    const { notice: none, link: again } = await old.figures();
    assert.equal(none, '');
    assert.equal(again.replace(/&at=\d+/, '').length, link.replace(/&at=\d+/, '').length);
  }],
  ['Share says how long a long link is and what to do, on the clipboard and by hand, and of a short one nothing', async (place) => {
    const visitor = await arrive(place, '', clipboard);
    await visitor.click('share');
    await visitor.until((f) => f.notice === 'The link is on the clipboard. It opens this very run, replayed to this iteration.', 'it is copied');
    await visitor.drop('mine.csv', rows(150));
    await visitor.click('accept');
    await visitor.until((f) => f.link.includes('rows='), 'the data are there');
    await visitor.stop();
    await visitor.click('share');
    const { notice } = await visitor.until((f) => f.notice.includes('characters'), 'it warns');
    const address = await visitor.page.evaluate(() => navigator.clipboard.readText());
    assert.ok(address.length > 2000 && notice.startsWith(`The link has ${address.length} characters. Some chat programs cut`), notice);
    await visitor.page.locator('#mirror', { hasText: 'Some chat programs cut' }).waitFor({ state: 'attached' });
    await visitor.photograph('share-long.png');
    const refused = await arrive(place, `#${address.split('#')[1]}`, { prepare: (page) => page.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } });
    }), waits: false });
    await refused.until((f) => !f.replaying && f.link.includes('rows='), 'it is there');
    await refused.frames(4);
    await refused.click('share');
    await refused.until((f) => f.notice.includes('Some chat programs cut'), 'it warns');
    await refused.box('link_text');
  }],
];
