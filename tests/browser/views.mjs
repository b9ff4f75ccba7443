// Each view shows what the engine says: the same link in the page's plain build and in the command line, compiled from
// the same source, gives the same numbers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { census } from './picture.mjs';
import { Visitor } from './visitor.mjs';

const link = 'v1&layers=8,6&do=50:keep.1.1=0.7&at=300';
const cli = fileURLToPath(new URL('../../build/web/dropout_lab_cli.js', import.meta.url));

let analysis;
function engine() {
  analysis ??= JSON.parse(execFileSync(process.execPath, [cli, 'analyze', '--link', link, '--samples', '20', '--examples', '1'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).arms;
  return analysis;
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
  ['the kill test names the loss that the engine finds', async (place) => {
    const { visitor, figures } = await scene(place, 'kill-test', every('kill_test_at'));
    for (const [i, arm] of engine().entries()) {
      for (const row of [1, 2]) close(figures.inspection[i].worst_accuracy_lost[row - 1], arm.removal[row].worst.accuracy, `${arm.arm} a${row}`);
    }
    await visitor.photograph('scene-kill-test.png');
  }],
  ['the lens shows the effective inputs of the engine', async (place) => {
    const { visitor, figures } = await scene(place, 'lens', every('units_at'));
    for (const [i, arm] of engine().entries()) {
      arm.layers.forEach(({ effective_inputs: n }, l) => close(figures.inspection[i].effective_inputs[l], n, `${arm.arm} W${l + 1}`));
    }
    await visitor.photograph('scene-lens.png');
  }],
  ['the penalty ledger has the rank correlations of the engine', async (place) => {
    const { visitor, figures } = await scene(place, 'penalty', every('penalty_at'));
    for (const [i, arm] of engine().entries()) {
      arm.layers.forEach((layer, l) => {
        const { spearman } = layer.correlation_of_penalty_and_square;
        if (spearman !== null) close(figures.inspection[i].spearman[l], spearman, `${arm.arm} W${l + 1}`);
      });
    }
    await visitor.photograph('scene-penalty.png');
  }],
  ['norms, costs and masks are those of the engine', async (place) => {
    for (const name of ['norms', 'cost', 'weights', 'tape', 'network', 'surfaces']) {
      const { visitor, figures } = await scene(place, name, () => true, { viewport: { width: 480, height: 320 } });
      for (const [i, arm] of engine().entries()) {
        arm.layers.forEach(({ squared_norm: norm }, l) => close(figures.arms[i].norm[l] / norm, 1, `${arm.arm} W${l + 1}`));
        close(figures.arms[i].cost_test, arm.test.cost, `${arm.arm} test cost`);
      }
      await visitor.photograph(`scene-${name}.png`);
      await visitor.leave();
    }
  }],
  ['every view stands alone in 320 × 240, in the dark, at twice the pixels', async (place) => {
    for (const name of ['network', 'tape', 'surfaces', 'norms', 'cost', 'kill-test', 'lens', 'penalty', 'weights', 'settings']) {
      const { visitor } = await scene(place, name, () => true,
        { viewport: { width: 320, height: 240 }, deviceScaleFactor: 2, colorScheme: 'dark' });
      await visitor.photograph(`scene-${name}-dark-2x.png`);
      await visitor.leave();
    }
  }],
];
