// Each view says what the command line does of the same link: what is compared are the words that stand on the page, as
// a screen reader reads them where they are drawn, rounded as they are there; and the figures behind them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { census, difference } from './picture.mjs';
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
      says(text, /: ([\d.]+) points/, 100 * worst[row].accuracy, arm.arm);
    }
    await visitor.photograph('scene-kill-test.png');
  }],
  ['the lens opens on the layer’s mean participation in each arm and on a unit that is neither the dropout arm’s lowest nor its highest, as the exported weights give them', async (place) => {
    const { visitor, figures } = await scene(place, 'lens', every('units_at'));
    const analyzed = await engine(), { arms } = await exported();
    const sum = (weights, power) => weights.reduce((total, w) => total + Math.abs(w) ** power, 0);
    const participation = arms.map((arm) => arm.layers[1].weights.map((weights) => sum(weights, 2) ** 2 / sum(weights, 4)));
    for (const [i, arm] of arms.entries()) {
      const text = await words(visitor, `${arm.name}, unit a²`);
      const unit = '₁₂₃₄₅₆₇₈'.indexOf(text.match(/unit a²(.):/)[1]), weights = arm.layers[1].weights[unit];
      says(text, /participation ([\d.]+)/, participation[i][unit], `${arm.name}, participation`);
      says(text, /(?:effective inputs |: )([\d.]+)(?: of 8 inputs,|$)/, sum(weights, 1) ** 2 / sum(weights, 2), `${arm.name}, effective inputs`);
      assert.ok(text.includes('of 8 inputs'), text);
      const lower = participation[1].filter((value) => value < participation[1][unit]).length;
      assert.ok(lower >= 1 && lower <= 4, `unit ${unit + 1} is at an end of ${participation[1]}`); // of 6 units
      says(await words(visitor, `${arm.name}: mean participation`), /participation ([\d.]+) of 8 inputs in a²$/,
        analyzed[i].layers[1].participation, `${arm.name}, mean`); // of the units that have not been emptied
      analyzed[i].layers.forEach(({ effective_inputs: n }, l) => close(figures.inspection[i].effective_inputs[l], n, `${arm.arm} W${l + 1}`));
    }
    await words(visitor, 'a typical unit, a²');
    await visitor.photograph('scene-lens.png');
  }],
  ['the penalty opens on its handle: whatever the input’s scale, dropout leaves keep_prob of the weight, and L2 what its λ/m makes of the curvature', async (place) => {
    const { visitor } = await scene(place, 'penalty', every('penalty_at'));
    const shares = async () => {
      const [dropout, l2] = [await words(visitor, 'dropout: leaves'), await words(visitor, 'L2: leaves')];
      const [penalty, rate] = [dropout, l2].map((text) => Number(text.match(/penalty ([\d.]+)$/)?.[1] ?? assert.fail(text)));
      says(dropout, /leaves (\d+) %/, 70, 'keep_prob of a¹');
      close(rate, 0.9 / 300, 'λ/m', 1e-6);
      const curvature = penalty * 0.7 / 0.3, share = 100 * curvature / (curvature + rate), said = Number(l2.match(/leaves (\d+) %/)[1]);
      assert.ok(Math.abs(said - share) <= 1.5, `${l2}, by the penalty of dropout ${share}`);
      return said;
    };
    const before = await shares();
    await visitor.drag('penalty_scale', 0, 0.5, 0.2);
    await visitor.frames(4);
    assert.ok(await shares() < before, 'a smaller input leaves as much under L2');
  }],
  ['the norms scene says each arm’s weight norm as so many times none’s, and in what it grew or shrank, as the engine has them; or the norm itself', async (place) => {
    const { visitor } = await scene(place, 'norms', () => true, { viewport: { width: 640, height: 420 } });
    const norms = (await engine()).map(({ layers }) => layers.reduce((sum, { squared_norm: n }) => sum + n, 0));
    for (const [i, { arm }] of (await engine()).entries()) {
      const text = await words(visitor, `${arm}: `);
      says(text, /: ([\d.]+) times the weight norm of none$/, norms[i] / norms[0], arm);
      assert.ok(await visitor.box('norm_figure', i), `${arm} has no large number`);
    }
    const sentence = await words(visitor, '‖W‖² of dropout');
    const [, deed, from, to, none] = sentence.match(/dropout (grew|shrank) from ([\d.]+) to ([\d.]+), that of none (?:grew |shrank )?to ([\d.]+)/) ?? assert.fail(sentence);
    assert.ok(deed === (norms[1] > Number(from) ? 'grew' : 'shrank') && Math.abs(to / norms[1] - 1) < 0.01 && Math.abs(none / norms[0] - 1) < 0.01, sentence);
    await visitor.click('norm_scale');
    await visitor.frames(4);
    await visitor.click('option', 1);
    await visitor.frames(4);
    says(await words(visitor, 'dropout: weight norm'), /norm ([\d.]+)$/, norms[1], 'dropout’s norm');
    assert.deepEqual(visitor.errors, []);
  }],
  ['changes of one drag have one flag on the curves, a later one another', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'embed.html?build=plain#scene=norms&v1&layers=8,6&do=50:keep.1.1=0.6;60:keep.1.1=0.65;70:keep.1.1=0.7;250:keep.1.1=0.5&at=300', waits: false });
    await visitor.until((f) => !f.replaying && f.iteration === 300, 'the run is there');
    await visitor.frames(4);
    const flags = await visitor.page.evaluate(() => [...Array(5).keys()].filter((i) => globalThis.dropoutLab.box('flag', i) !== undefined));
    assert.deepEqual(flags, [0, 1]);
    await visitor.leave();
  }],
  ['a norms scene that is paused at the start says to press play', async (place) => {
    const visitor = await Visitor.arrive(place, { query: 'embed.html#scene=norms&start=paused', waits: false, viewport: { width: 480, height: 320 } });
    await words(visitor, 'Press play: the curves begin');
    await visitor.photograph('scene-norms-start.png');
    await visitor.click('play');
    await visitor.page.waitForFunction(() => !document.querySelector('#mirror').textContent.includes('the curves begin with'));
    await visitor.leave();
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
    says(await words(visitor, 'none met no masks'), /penalty with w²: ([−+]?[\d.]+)$/, spearman[0][1], 'none');
    await visitor.photograph('scene-penalty.png');
    await choose('inspector_layer', 2); // 6 weights
    await visitor.page.waitForFunction(() => !/rank correlation|met no masks|on (small|large) weights/.test(document.querySelector('#mirror').textContent));
  }],
  ['the network says whose it is, and of which example where each has a mask of its own; others’ networks stand under it', async (place) => {
    for (const [fields, title, others] of [['', 'dropout’s network · example 1 of 300', 1], ['&mask-per=batch', 'dropout’s network', 0]]) {
      const visitor = await Visitor.arrive(place, { query: `embed.html#scene=network${fields}` });
      assert.equal(await words(visitor, 'dropout’s network'), title);
      if (others) await words(visitor, 'networks of 8 other examples');
      await visitor.leave();
    }
  }],
  ['one press takes the worst unit out of every arm, again and again: what is left is what the engine says, and all comes back', async (place) => {
    const { visitor } = await scene(place, 'surfaces', () => true);
    const left = (await engine()).map((arm) => arm.removed_in_turn);
    for (const taken of [1, 2, 3]) {
      const before = await visitor.look('surface', 0);
      await visitor.click('remove_worst');
      await words(visitor, `${taken} removed`);
      for (const [i, arm] of (await engine()).entries()) {
        const pattern = `test accuracy without them ${(100 * left[i][taken].accuracy).toFixed(1)} % was ${(100 * left[i][0].accuracy).toFixed(1)}`;
        await visitor.page.waitForFunction((text) => document.querySelector('#mirror').textContent.includes(text), pattern, { timeout: 20_000 });
        assert.ok(arm.removed_in_turn[taken].accuracy <= left[i][taken - 1].accuracy + 0.05, arm.arm);
      }
      assert.ok(difference(before, await visitor.look('surface', 0)) > 0, `the surface without ${taken} is another`);
    }
    await visitor.photograph('scene-surfaces-removed.png');
    await visitor.click('removed', 1); // the last of the second arm's
    await visitor.page.waitForFunction(() => /without 2 units/.test(document.querySelector('#mirror').textContent));
    await visitor.click('put_back');
    await visitor.page.waitForFunction(() => !/removed|without them/.test(document.querySelector('#mirror').textContent));
  }],
  ['over the network stands what to look at, with the run’s own numbers; it goes with a click and comes back by ?', async (place) => {
    const visitor = await Visitor.arrive(place, { query: `?build=plain#${link}` });
    await visitor.until((f) => !f.replaying && f.iteration === 300 && every('kill_test_at')(f), 'the worst units are known');
    const stake = (await engine()).map((arm) => `${arm.arm} ${(100 * (arm.removed_in_turn[0].accuracy - arm.removed_in_turn[1].accuracy)).toFixed(0)}`);
    await visitor.page.waitForFunction((text) => document.querySelector('#mirror').textContent.includes(text), `At stake at iteration 300, in points of test accuracy: ${stake.join(', ')}.`, { timeout: 20_000 });
    const said = (begin, end) => visitor.page.waitForFunction(([from, to]) => {
      const text = document.querySelector('#mirror').textContent;
      return text.includes(from) && text.includes(to);
    }, [begin, end], { timeout: 20_000 });
    const [none, dropout] = (await engine()).map(({ layers }) => layers[1].participation);
    const spread = / A unit of a² spreads its weights over ([\d.]+) of 8 inputs in dropout, ([\d.]+) in none\./;
    const story = await visitor.page.evaluate(() => document.querySelector('#mirror').textContent);
    assert.equal(spread.test(story), dropout > 1.05 * none, `${dropout} and ${none}`);
    if (spread.test(story)) [dropout, none].forEach((value, i) => says(story.match(spread)[i + 1], /(.*)/, value, 'spread over'));
    // taken from one arm alone: each arm's own count, and no word on what another can spare
    await visitor.click('kill_test', 0);
    await said('Lost at iteration 300, in points of test accuracy (with so many units): none ', ' (1), dropout 0 (0), L2 0 (0).');
    assert.equal(await visitor.page.evaluate(() => /can spare/.test(document.querySelector('#mirror').textContent)), false);
    await visitor.click('put_back');
    await said('At stake', '.');
    await visitor.click('story_close');
    await visitor.page.waitForFunction(() => !/At stake/.test(document.querySelector('#mirror').textContent), null, { timeout: 20_000 });
    await visitor.click('about');
    await visitor.press('Escape');
    await visitor.page.waitForFunction(() => /At stake/.test(document.querySelector('#mirror').textContent), null, { timeout: 20_000 });
    await visitor.click('arm_name', 0);
    await words(visitor, 'none’s network');
  }],
  ['while the run trains the words over the network name the iteration whose units were removed', async (place) => {
    const visitor = await Visitor.arrive(place);
    const named = await visitor.page.evaluate(async () => {
      const measured = new Set(); // iterations whose units were removed
      for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((next) => setTimeout(next, 20))) {
        const { inspection, iteration } = globalThis.dropoutLab.figures();
        inspection?.forEach((arm) => measured.add(arm.kill_test_at));
        const [, at] = document.querySelector('#mirror').textContent.match(/At stake at iteration ([\d,]+)/) ?? [];
        const said = at && Number(at.replaceAll(',', ''));
        if (said > 0 && said < iteration) return { said, measured: [...measured] };
      }
      return null;
    });
    assert.ok(named, 'an earlier iteration is named');
    assert.ok(named.measured.includes(named.said), JSON.stringify(named));
  }],
  ['a guess is set before the first removal, by mouse and by keys, and stands beside what comes', async (place) => {
    const { visitor } = await scene(place, 'surfaces', () => true);
    await visitor.click('guess');
    const { x, y, width, height } = await visitor.box('guess_of', 0);
    await visitor.clickAt(x + width * 0.9, y + 6 + (height - 12 - 1) * 0.5);
    // what the slider of the guess says, once it is within these bounds
    const guessed = async (low, high) => (await visitor.page.waitForFunction(([from, to]) => {
      const slider = [...document.querySelectorAll('#mirror input[type=range]')].find((e) => e.getAttribute('aria-label')?.startsWith('your guess for none'));
      const value = Number.parseFloat(slider?.getAttribute('aria-valuetext'));
      return value > from && value < to && value;
    }, [low, high], { timeout: 20_000 })).jsonValue();
    const first = await guessed(40, 60);
    await visitor.press('ArrowUp');
    await guessed(first + 0.5, first + 1.5);
    await visitor.click('remove_worst');
    await words(visitor, '1 removed');
    await visitor.photograph('scene-surfaces-guessed.png');
  }],
  ['the lens says that a layer whose inputs are never dropped has no reason to spread its weights', async (place) => {
    const { visitor } = await scene(place, 'lens', every('units_at'));
    const reason = () => visitor.page.evaluate(() => /is never dropped: masks give/.test(document.querySelector('#mirror').textContent));
    await words(visitor, 'none, unit a²');
    assert.equal(await reason(), false);
    const unit = '₁₂₃₄₅₆'.indexOf((await words(visitor, 'none, unit a²')).match(/a²(.)/)[1]);
    for (let i = 0; i <= unit; i++) {
      await visitor.page.locator('#mirror button', { hasText: 'the unit before' }).click({ force: true });
      await words(visitor, i < unit ? `none, unit a²${'₁₂₃₄₅₆'[unit - 1 - i]}` : 'none, unit a¹₈');
    }
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
    assert.match(await words(visitor, 'kept '), new RegExp(`^kept ${kept} of 14 hidden units at random$`));
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
