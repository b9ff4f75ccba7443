// Each view says what the command line does of the same link: what is compared are the words that stand on the page, as
// a screen reader reads them where they are drawn, rounded as they are there; and the figures behind them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { census } from './picture.mjs';
import { Visitor } from './visitor.mjs';

const link = 'v1&layers=8,6&do=50:keep.1.1=0.7&at=300';
const cli = fileURLToPath(new URL('../../build/web/dropout_lab_cli.js', import.meta.url));

const { titles } = JSON.parse(readFileSync(new URL('../../build/web/page/scenes.json', import.meta.url)));
const scenes = Object.keys(titles).filter((name) => name !== 'page');

const run = async (program, ...words) => (await promisify(execFile)(program, words)).stdout;
const once = (deed) => {
  let done;
  return () => (done ??= deed());
};

const engine = once(async () => JSON.parse(await run(process.execPath, cli, 'analyze', '--link', link, '--samples', '20', '--examples', '1')).arms);

// The run as the command line exports it: each arm's layers of weights; the Python program that repeats it.
const exported = once(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));
  const [json, program] = [join(folder, 'run.json'), join(folder, 'run.py')];
  await run(process.execPath, cli, 'train', '--link', link, '--export-json', json, '--export-python', program);
  const taken = { arms: JSON.parse(readFileSync(json)).arms, program: readFileSync(program, 'utf8') };
  rmSync(folder, { recursive: true });
  return taken;
});

// The masks of the hidden layers that the Python program draws for an example of the last iteration, a¹ first.
async function maskByPython(example) {
  const { program } = await exported();
  const code = `${program.replace(/\nmain\(\)\n$/, '\n')}
arm = Arm(ARMS[1])
for _, *edit in CHANGES:
    change([None, arm], *edit) if edit[0] == "keep" else None
print("".join(str(int(kept)) for layer in (1, 2) for kept in arm.mask(layer, ITERATIONS - 1, BATCH)[:, ${example}]))`;
  return (await run(process.env.DROPOUT_LAB_PYTHON ?? '/usr/bin/python3', '-c', code)).trim();
}

// The words of the view that begin so, once they are there.
async function words(visitor, begin) {
  const found = await visitor.page.waitForFunction((start) => [...document.querySelectorAll('#mirror p, #mirror tr')]
    .map((element) => [...(element.cells ?? [element])].map(({ textContent }) => textContent).join(' | ')).find((text) => text.startsWith(start)), begin, { timeout: 20_000 });
  return found.jsonValue();
}

// A number as it stands in words; − is its sign there, a comma parts thousands. Its last digit is rounded.
function says(text, pattern, value, what) {
  const [, digits] = text.match(pattern) ?? assert.fail(`${what}: "${text}" has no ${pattern}`);
  const decimals = digits.split('.')[1]?.length ?? 0;
  close(Number(digits.replaceAll(',', '').replace('−', '-')), value, `${what} in "${text}"`, 0.51 * 10 ** -decimals);
}

function close(one, other, what, tolerance = 1e-5) {
  assert.ok(Math.abs(one - other) <= tolerance, `${what}: the page says ${one}, the engine ${other}`);
}

async function scene(place, name, ready, options = {}) {
  const visitor = await Visitor.arrive(place, { query: `embed.html?build=plain#scene=${name}&${link}`, waits: false, ...options });
  const figures = await visitor.until((f) => !f.replaying && f.iteration === 300 && f.measured_at === 300 && ready(f), `${name} is ready`, 60_000);
  const looks = census(await visitor.look());
  assert.ok(looks.colours > 10, `${name} is empty: ${JSON.stringify(looks)}`);
  assert.deepEqual(visitor.errors, []);
  return { visitor, figures };
}

const every = (key) => (f) => f.inspection.length > 0 && f.inspection.every((arm) => arm[key] === 300);

export const tests = [
  ['the kill test names the worst unit of each arm and its loss in points, as the engine finds them', async (place) => {
    const { visitor, figures } = await scene(place, 'kill-test', every('kill_test_at'));
    for (const [i, arm] of (await engine()).entries()) {
      const worst = [1, 2].map((row) => arm.removal[row].worst);
      worst.forEach(({ accuracy }, row) => close(figures.inspection[i].worst_accuracy_lost[row], accuracy, `${arm.arm} a${row + 1}`));
      const row = worst[1].accuracy > worst[0].accuracy ? 1 : 0;
      const text = await words(visitor, `${arm.arm} without its worst unit`);
      assert.ok(text.includes(`unit ${'a¹a²'.slice(2 * row, 2 * row + 2)}${'₁₂₃₄₅₆₇₈'[worst[row].unit]}`), `${text}: it is ${worst[row].unit + 1} of a${row + 1}`);
      says(text, /: (−?[\d.]+) points/, -100 * worst[row].accuracy, arm.arm);
    }
    await visitor.photograph('scene-kill-test.png');
  }],
  ['the lens says of a unit in each arm how its weights are spread, as its exported weights give it', async (place) => {
    const { visitor, figures } = await scene(place, 'lens', every('units_at'));
    const analyzed = await engine();
    for (const [i, arm] of (await exported()).arms.entries()) {
      const text = await words(visitor, `${arm.name}, unit a²₁`);
      const sum = (power) => arm.layers[1].weights[0].reduce((total, w) => total + Math.abs(w) ** power, 0);
      says(text, /participation ([\d.]+)/, sum(2) ** 2 / sum(4), `${arm.name}, participation`);
      says(text, /(?:effective inputs |: )([\d.]+)(?: of 8 inputs,|$)/, sum(1) ** 2 / sum(2), `${arm.name}, effective inputs`);
      assert.ok(text.includes('of 8 inputs'), text);
      analyzed[i].layers.forEach(({ effective_inputs: n }, l) => close(figures.inspection[i].effective_inputs[l], n, `${arm.name} W${l + 1}`));
    }
    await visitor.photograph('scene-lens.png');
  }],
  ['the penalty ledger says the engine’s rank correlations, by its sign what that of dropout shows, of an arm without masks no more, of fewer than 10 weights nothing', async (place) => {
    const { visitor, figures } = await scene(place, 'penalty', every('penalty_at'));
    const spearman = (await engine()).map((arm) => arm.layers.map((layer) => layer.correlation_of_penalty_and_square.spearman));
    for (const [i, arm] of (await engine()).entries()) {
      spearman[i].forEach((found, l) => found !== null && close(figures.inspection[i].spearman[l], found, `${arm.arm} W${l + 1}`));
      says(await words(visitor, `${arm.arm}: rank correlation`), /w² ([−+]?[\d.]+)$/, spearman[i][1], arm.arm);
    }
    await words(visitor, `dropout: ${spearman[1][1] < -0.15 ? 'large penalties sit on small weights' :
      spearman[1][1] > 0.15 ? 'large penalties sit on large weights' : 'penalties and weights hardly go together'}`);
    const { penalty, diagonal_penalty: diagonal } = (await engine())[1].layers[1];
    says(await words(visitor, 'all own parts'), /: (\d+) % of W²/, (100 * diagonal) / penalty, 'share of the own parts');
    const choose = async (list, index) => {
      await visitor.click(list);
      await visitor.frames(4);
      await visitor.click('option', index);
      await visitor.frames(4);
    };
    await choose('inspector_arm', 0);
    says(await words(visitor, 'none met no masks'), /λ with w²: ([−+]?[\d.]+)$/, spearman[0][1], 'none');
    await visitor.photograph('scene-penalty.png');
    await choose('inspector_layer', 2); // 6 weights
    await visitor.page.waitForFunction(() => !/rank correlation|met no masks|on (small|large) weights/.test(document.querySelector('#mirror').textContent));
  }],
  ['the network is called one of as many as there are examples with masks of their own, else that of the iteration', async (place) => {
    for (const [fields, title] of [['', 'One of this iteration’s 300 networks'], ['&mask-per=batch', 'The network of this iteration']]) {
      const visitor = await Visitor.arrive(place, { query: `embed.html#scene=network${fields}` });
      await words(visitor, title);
      await visitor.leave();
    }
  }],
  ['the lens says that a layer whose inputs are never dropped has no reason to spread its weights', async (place) => {
    const { visitor } = await scene(place, 'lens', every('units_at'));
    const reason = () => visitor.page.evaluate(() => /is never dropped: masks give/.test(document.querySelector('#mirror').textContent));
    await words(visitor, 'none, unit a²₁');
    assert.equal(await reason(), false);
    await visitor.page.locator('#mirror button', { hasText: 'the unit before' }).click({ force: true });
    await words(visitor, 'none, unit a¹₈');
    await words(visitor, 'x is never dropped: masks give a¹ no reason');
  }],
  ['beside every view stand accuracy, cost and norm of each arm, as the engine has them', async (place) => {
    for (const name of ['norms', 'cost', 'weights', 'tape', 'network', 'surfaces']) {
      const { visitor, figures } = await scene(place, name, () => true, { viewport: { width: 480, height: 320 } });
      for (const [i, arm] of (await engine()).entries()) {
        arm.layers.forEach(({ squared_norm: norm }, l) => close(figures.arms[i].norm[l] / norm, 1, `${arm.arm} W${l + 1}`));
        close(figures.arms[i].cost_test, arm.test.cost, `${arm.arm} test cost`);
        const row = await words(visitor, `${arm.arm} | `);
        const [, trained, tested, cost, testCost, norm] = row.split(' | ');
        says(trained, /^([\d.]+) %$/, 100 * arm.train.accuracy, `${arm.arm}, training accuracy`);
        says(tested, /^([\d.]+) %$/, 100 * arm.test.accuracy, `${arm.arm}, test accuracy`);
        says(cost, /^([\d.]+)/, arm.train.cost, `${arm.arm}, training cost`);
        says(testCost, /^([\d.]+)/, arm.test.cost, `${arm.arm}, test cost`);
        says(norm, /^([\d.,]+)/, arm.layers.reduce((sum, { squared_norm: n }) => sum + n, 0), `${arm.arm}, norm`);
      }
      await visitor.photograph(`scene-${name}.png`);
      await visitor.leave();
    }
  }],
  ['the network says the mask that the exported Python program draws, and draws the units that it drops paler', async (place) => {
    const { visitor, figures } = await scene(place, 'network', (f) => f.mask);
    const [, ...hidden] = figures.mask.split(' ');
    const mask = await maskByPython(0);
    assert.equal(hidden.join(''), mask);
    const kept = [...mask].filter((bit) => bit === '1').length;
    assert.ok(kept > 0 && kept < mask.length, mask);
    assert.match(await words(visitor, 'kept '), new RegExp(`^kept ${kept} of 14 hidden units at random · mask 0x${parseInt(mask, 2).toString(16)}$`));
    // the ring of a unit that is kept has more colour than that of one dropped
    const picture = await visitor.look(), scale = picture.width / 1280;
    const strength = await Promise.all([...mask].map(async (_, u) => {
      const { x, y, width, height } = await visitor.box('unit', 2 + u);
      let sum = 0;
      for (let row = 0; row < height; row += 2) {
        for (let column = 0; column < width; column += 2) {
          const [r, g, b] = picture.at(Math.round((x + column) * scale), Math.round((y + row) * scale));
          sum += Math.max(r, g, b) - Math.min(r, g, b) + (255 - Math.max(r, g, b));
        }
      }
      return sum;
    }));
    const mean = (bit) => strength.filter((_, u) => mask[u] === bit).reduce((sum, n, _, all) => sum + n / all.length, 0);
    assert.ok(mean('1') > 1.2 * mean('0'), `kept ${mean('1')}, dropped ${mean('0')}`);
  }],
  ['every view stands alone in 320 × 240, in the dark, at twice the pixels', async (place) => {
    for (const name of scenes) {
      const { visitor } = await scene(place, name, () => true,
        { viewport: { width: 320, height: 240 }, deviceScaleFactor: 2, colorScheme: 'dark' });
      await visitor.photograph(`scene-${name}-dark-2x.png`);
      await visitor.leave();
    }
  }],
];
