// First-layer tiles, activations and the confusion matrix: what stands on the page against what the command line finds of
// the same run.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Visitor } from './visitor.mjs';

const cli = fileURLToPath(new URL('../../build/web/dropout_lab_cli.js', import.meta.url));
const digits = 'v1&data=digits&points=200&noise=0&layers=16,12&arms=none,dropout&keep=0.8,0.5,0.5&rate=0.005&batch=50&at=60';
const moons = 'v1&data=moons&layers=10,8&arms=none,dropout&keep=1,0.5,0.5&at=60';
const regression = 'v1&data=copies&flip=0&layers=0&at=60';

const known = new Map();
function engine(link) {
  if (!known.has(link)) known.set(link, promisify(execFile)(process.execPath, [cli, 'analyze', '--link', link, '--samples', '2', '--examples', '1'], { maxBuffer: 1e8 })
    .then(({ stdout }) => JSON.parse(stdout).arms));
  return known.get(link);
}

function close(one, other, what, tolerance = 1e-5) {
  assert.ok(Math.abs(one - other) <= tolerance, `${what}: the page says ${one}, the engine ${other}`);
}

async function scene(place, name, link, ready, options = {}) {
  const visitor = await Visitor.arrive(place, { query: `embed.html?build=plain#scene=${name}&${link}`, waits: false,
    viewport: { width: 1000, height: 640 }, reducedMotion: 'reduce', ...options });
  const figures = await visitor.until((f) => !f.replaying && f.iteration === 60 && ready(f.inspection[1] ?? {}), `${name} is ready`, 90_000);
  await visitor.page.mouse.move(2, 2);
  await visitor.frames(6);
  assert.deepEqual(visitor.errors, []);
  return { visitor, found: figures.inspection };
}

// The words on the page that begin so, once they are there.
async function words(visitor, begin) {
  const found = await visitor.page.waitForFunction((start) => [...document.querySelectorAll('#mirror p')]
    .map(({ textContent }) => textContent).find((text) => text.startsWith(start)), begin, { timeout: 20_000 });
  return found.jsonValue();
}

export const tests = [
  ['of the first layer’s tiles each arm’s sparsity is announced as the engine has it; a press rings the same unit in every arm', async (place) => {
    const { visitor, found } = await scene(place, 'tiles', digits, (arm) => arm.tiles_at === 60);
    const arms = await engine(digits);
    for (const [i, { arm, tiles }] of arms.entries()) {
      close(found[i].sparsity, tiles.sparsity, `${arm}'s sparsity`);
      close(found[i].tiles_limit, tiles.limit, 'the end of the scale');
      assert.equal(await words(visitor, `${arm}: sparsity`), `${arm}: sparsity ${tiles.sparsity.toFixed(2)}, mean of 16 units`);
    }
    const boxes = [await visitor.box('tiles', 0), await visitor.box('tiles', 1)];
    const corner = async () => {
      const picture = await visitor.look();
      return boxes.map(({ x, y }) => picture.at(Math.round(x) + 8, Math.round(y) - 2).join());
    };
    const before = await corner();
    await visitor.clickAt(boxes[0].x + 6, boxes[0].y + 6);
    await visitor.page.mouse.move(2, 2);
    await visitor.frames(6);
    const after = await corner();
    assert.notEqual(after[0], before[0], 'no ring about the unit that was pressed');
    assert.equal(after[1], after[0], 'no ring about the same unit of the other arm');
    await visitor.photograph('scene-tiles.png');
  }],
  ['mean activation, zeros and silent units of the layer that is chosen are announced as the engine counts them', async (place) => {
    const { visitor, found } = await scene(place, 'activations', digits, (arm) => arm.activations_at === 60);
    const arms = await engine(digits);
    for (const [i, { arm, activations }] of arms.entries()) {
      activations.forEach(({ mean, zeros, silent }, layer) => {
        close(found[i].activations[layer].mean, mean, `${arm}'s mean activation`);
        assert.equal(found[i].activations[layer].zeros, zeros);
        assert.equal(found[i].activations[layer].silent, silent.length);
      });
      const { zeros, count, silent } = activations[1];
      const said = await words(visitor, `${arm}, a²: `);
      assert.ok(said.includes(`zeros ${((100 * zeros) / count).toFixed(1)} %, silent ${silent.length} of 12`), said);
    }
    const [own, other] = [arms[1].activations[1], arms[0].activations[1]];
    const sparser = own.zeros > other.zeros && own.mean < other.mean;
    await words(visitor, sparser ? 'Sparser with dropout than with none here' : own.zeros > other.zeros ? 'With dropout there are more zeros'
      : own.mean < other.mean ? 'With dropout the mean is smaller' : 'Not sparser with dropout');
    await visitor.photograph('scene-activations.png');
  }],
  ['the matrix counts the errors that the engine counts; a press on a cell lists its test digits with their probabilities', async (place) => {
    const { visitor, found } = await scene(place, 'confusion', digits, (arm) => arm.confusion_at === 60);
    const arms = await engine(digits);
    arms.forEach(({ confusion }, i) => assert.equal(found[i].wrong, confusion.wrong));
    const { confusion } = arms[1];
    await words(visitor, `dropout: ${confusion.wrong} wrong of 1,000 on the test set`);
    const cells = confusion.count.flatMap((row, label) => row.map((count, said) => ({ label, said, count }))).filter(({ label, said, count }) => label !== said && count > 0);
    const { x, y, width, height } = await visitor.box('confusion', 1);
    for (const { label, said, count } of [cells[0], cells.at(-1)]) {
      await visitor.clickAt(x + (width * (said + 0.5)) / 10, y + (height * (label + 0.5)) / 10);
      const row = confusion.count[label].reduce((sum, n) => sum + n);
      await words(visitor, `${label} taken for ${said} by dropout: ${count} of ${row}`);
      const first = confusion.misread.find((one) => one.label === label && one.answer === said);
      const text = await words(visitor, `test example ${first.example + 1}: dropout gives ${label} `);
      const [, p, q] = text.match(new RegExp(`gives ${label} ([\\d.]+) and ${said} ([\\d.]+)$`));
      close(Number(p), first.probability[label], text, 0.00051);
      close(Number(q), first.probability[said], text, 0.00051);
      await visitor.box('misread', first.example);
    }
    await visitor.photograph('scene-confusion.png');
  }],
  ['two classes have a matrix of four, and the points that are misread stand below it with their values; a regression has none', async (place) => {
    const { visitor } = await scene(place, 'confusion', moons, (arm) => arm.confusion_at === 60, { viewport: { width: 320, height: 420 } });
    const { confusion } = (await engine(moons))[1];
    const { x, y, width, height } = await visitor.box('confusion', 1);
    await visitor.clickAt(x + width * 0.25, y + height * 0.75);
    const [row] = [confusion.count[1]];
    await words(visitor, `orange taken for blue by dropout: ${row[0]} of ${row[0] + row[1]}`);
    await visitor.photograph('phone-confusion.png');
    const other = await scene(place, 'confusion', regression, () => true);
    await words(other.visitor, 'A regression has no classes that could be confused.');
  }],
];
