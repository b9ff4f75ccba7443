// The page in the engines that Debian has beside Chromium: fewer tests, each as a visitor.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/setup/serve.mjs';
import { firefox, webkit } from './drivers.mjs';

const here = (path) => fileURLToPath(new URL(`../../build/${path}`, import.meta.url));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const site = await serve({ prefix: '/courses/dropout/', folder: process.env.SITE });
mkdirSync(here('screenshots'), { recursive: true });

async function until(browser, wanted, what, patience = 60_000) {
  let figures = null;
  for (const end = Date.now() + patience; Date.now() < end; await pause(100)) {
    figures = await browser.evaluate('globalThis.dropoutLab ? globalThis.dropoutLab.figures() : null');
    if (figures && wanted(figures)) return figures;
  }
  const words = await browser.evaluate("document.getElementById('words').textContent");
  throw new Error(`waited in vain until ${what}; the page says: ${words}; ${JSON.stringify(figures)?.slice(0, 200)}; ${browser.errors}`);
}

async function drag(browser, name, index, from, to) {
  const box = await browser.evaluate(`globalThis.dropoutLab.box('${name}', ${index})`);
  const at = (share) => [box.x + box.width * share, box.y + box.height / 2];
  await browser.move(...at(from));
  await pause(150);
  await browser.down();
  await pause(150);
  await browser.move(...at(to));
  await pause(150);
  await browser.up();
  await pause(150);
}

const tests = [
  ['the page trains', async (browser, name) => {
    await browser.goto(site.address);
    const figures = await until(browser, (f) => f.iteration > 100, 'it trains');
    assert.ok(figures.arms.every((arm) => arm.cost_train > 0));
    writeFileSync(here(`screenshots/${name}.png`), await browser.picture());
  }],
  ['what the shader draws agrees with the C++ forward pass to 1/255', async (browser) => {
    const error = await browser.evaluate('globalThis.dropoutLab.shaderError()');
    assert.ok(error <= 1 / 255, `it is ${error} off`);
  }],
  ['the mouse presses pause and drags keep_prob, the keyboard steps', async (browser) => {
    await drag(browser, 'play', 0, 0.5, 0.5);
    const { iteration } = await until(browser, (f) => !f.playing, 'it has paused');
    await browser.press('ArrowRight');
    await until(browser, (f) => f.iteration === iteration + 1, 'one step is done');
    await drag(browser, 'keep', 1, 0.5, 0.9);
    await until(browser, (f) => f.changes === 1 && f.undo !== '', 'the change is recorded');
  }],
  ['a link is replayed to the masks and costs of the command line', async (browser) => {
    const link = 'v1&layers=8,6&flip=0&optimizer=sgd&rate=0.1&do=50:keep.1.1=0.7&at=300';
    await browser.goto(`${site.address}embed.html?build=plain#scene=norms&${link}`);
    const page = await until(browser, (f) => f.iteration === 300 && f.measured_at === 300 && !f.replaying, 'it is replayed');
    const engine = JSON.parse(execFileSync(process.execPath, [here('web/dropout_lab_cli.js'), 'train', '--link', link, '--json'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    page.arms.forEach((arm, i) => {
      const off = Math.abs(arm.cost_test / engine.arms[i].test.cost - 1);
      assert.ok(off < 1e-5, `${arm.name}: ${arm.cost_test} against ${engine.arms[i].test.cost}`);
    });
  }],
];

let passed = 0, failed = 0;
for (const [name, start] of Object.entries({ firefox, webkit })) {
  let browser;
  try {
    browser = await start();
  } catch (error) {
    failed += 1;
    console.log(`not ok - ${name} starts\n    ${error.message.split('\n')[0]}`);
    continue;
  }
  console.log(`# ${browser.name}`);
  for (const [sentence, test] of tests) {
    try {
      await test(browser, name);
      passed += 1;
      console.log(`ok - ${name}: ${sentence}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok - ${name}: ${sentence}\n    ${error.message.split('\n').slice(0, 6).join('\n    ')}`);
    }
  }
  await browser.quit();
}
await site.close();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
