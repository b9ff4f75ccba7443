// A visitor of the page: looks, moves the mouse, waits, clicks. Everything goes through what a person can reach; the
// page only tells where a named control lies and what the run's figures are (globalThis.dropoutLab).
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../web/setup/serve.mjs';
import { decode } from './picture.mjs';
import { Profiles } from './profiles.mjs';

export const screenshots = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
mkdirSync(screenshots, { recursive: true });

// Graphics run in software: by Mesa's llvmpipe where it is installed, which takes two thirds of SwiftShader's time.
const graphics = existsSync('/usr/share/glvnd/egl_vendor.d/50_mesa.json') ? ['--use-angle=gl-egl', '--ignore-gpu-blocklist']
  : ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-gl=angle', ...graphics,
  // Playwright's own, and that what llvmpipe allocates in every frame is not given back to the system in between: on a
  // virtual machine that took more time than drawing
  '--enable-features=CDPScreenshotNewSurface,SkipListAccountsWithoutGaiaCookies,PartitionAllocLargeEmptySlotSpanRing'];
const env = { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1', LP_NUM_THREADS: '1' }; // one thread: two browsers draw at once

// The site (build/site, or the folder in SITE) under a sub-path, and a browser.
export async function open() {
  const site = await serve({ prefix: '/courses/dropout/', folder: process.env.SITE });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, env });
  const profiles = new Profiles(browser);
  const left = [];
  return {
    address: site.address,
    browser,
    profiles,
    // what a test wants done after it
    later: (deed) => left.push(deed),
    // ends what a test has left open
    tidy: async (failed) => {
      await profiles.tidy(failed);
      await Promise.all(left.splice(0).map((deed) => deed()));
    },
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A quarter of the pixels, for tests of what is done and not of how it looks: graphics run in software here.
export const coarse = { deviceScaleFactor: 0.5 };

// For `prepare`: what the page draws is counted.
export const countDraws = (page) => page.addInitScript(() => {
  globalThis.draws = 0;
  const draw = WebGL2RenderingContext.prototype.drawElements;
  WebGL2RenderingContext.prototype.drawElements = function (...what) {
    globalThis.draws += 1;
    draw.apply(this, what);
  };
});

export class Visitor {
  // Somebody who opens the page for the first time. `options` are those of a browser context: viewport, deviceScaleFactor,
  // colorScheme, hasTouch, reducedMotion; and `own`: a profile that keeps what the page leaves in it, the service worker
  // too. `prepare(page)` runs before the page loads.
  static async arrive({ address, profiles }, { query = '', prepare, waits = true, ...options } = {}) {
    const profile = await profiles.take({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', ...options });
    const visitor = new Visitor(profile.context, profile.page);
    visitor.leave = () => profiles.giveBack(profile);
    profile.left = visitor.listen();
    await prepare?.(visitor.page);
    await visitor.page.goto(address + query);
    if (waits) await visitor.until((f) => f.iteration > 0, 'training has begun');
    if (waits) await visitor.frames(3); // nobody's hand is quicker
    return visitor;
  }

  constructor(context, page) {
    Object.assign(this, { context, page, errors: [], requests: [] });
  }

  // Notes what goes wrong on the page, until what it gives is called.
  listen() {
    const heard = {
      console: (message) => {
        const { url } = message.location();
        // a browser asks for that by itself, at times late
        if (message.type() === 'error' && !url.endsWith('/favicon.ico')) this.errors.push(`console: ${message.text()} ${url}`);
      },
      pageerror: (error) => this.errors.push(`uncaught: ${error.message}`),
      requestfailed: (request) => this.errors.push(`failed: ${request.url()}`),
      response: (response) => {
        this.requests.push(response.url());
        if (response.status() >= 400) this.errors.push(`${response.status()}: ${response.url()}`);
      },
    };
    for (const [event, note] of Object.entries(heard)) this.page.on(event, note);
    return () => Object.entries(heard).forEach(([event, note]) => this.page.off(event, note));
  }

  figures() {
    return this.page.evaluate(() => globalThis.dropoutLab?.figures() ?? null);
  }

  // Waits until the figures are as `wanted` says, and gives them.
  async until(wanted, what, patience = 30000) {
    for (const end = Date.now() + patience; Date.now() < end; await pause(40)) {
      const figures = await this.figures();
      if (figures && wanted(figures)) return figures;
    }
    const last = JSON.stringify(await this.figures())?.slice(0, 400);
    throw new Error(`waited in vain until ${what}; ${[...this.errors, `figures: ${last}`].join('; ')}`);
  }

  // Where a named control lies: as somebody does, this waits a while for it to appear.
  async box(name, index = 0) {
    for (const end = Date.now() + 5000; ; await pause(40)) {
      const box = await this.page.evaluate(([n, i]) => globalThis.dropoutLab.box(n, i), [name, index]);
      if (box) return box;
      if (Date.now() > end) throw new Error(`the page shows no "${name}" ${index}`);
    }
  }

  // Moves to a share of the width of a named control, after it where it is still moving, and gives its box.
  async reach(name, index = 0, share = 0.5) {
    for (let tries = 0, box = await this.box(name, index); ; tries++) {
      await this.page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      await this.frames(2);
      const now = await this.box(name, index);
      if (tries > 20 || (now.x === box.x && now.y === box.y && now.width === box.width && now.height === box.height)) return now;
      box = now;
    }
  }

  // The button goes down here for two frames.
  async pressButton() {
    const { mouse } = this.page;
    await mouse.down();
    await this.frames(2);
    await mouse.up();
    await this.frames(2);
  }

  async clickAt(x, y) {
    await this.page.mouse.move(x, y);
    await this.frames(2);
    await this.pressButton();
  }

  async click(name, index = 0) {
    await this.reach(name, index);
    await this.pressButton();
  }

  // Drags within a slider: from and to are shares of its width.
  async drag(name, index, from, to) {
    const { x, y, width, height } = await this.reach(name, index, from);
    const { mouse } = this.page;
    await mouse.down();
    await this.frames(2);
    await mouse.move(x + width * to, y + height / 2, { steps: 4 });
    await this.frames(3);
    await mouse.up();
    await this.frames(2);
  }

  async press(key) {
    await this.page.keyboard.press(key);
    await this.frames(2);
  }

  frames(count) {
    return this.page.evaluate((n) => new Promise((resolve) => {
      const next = () => (n-- > 0 ? requestAnimationFrame(next) : resolve());
      next();
    }), count);
  }

  // How often the page draws something in so many frames; needs countDraws.
  async draws(frames) {
    const before = await this.page.evaluate(() => globalThis.draws);
    await this.frames(frames);
    return await this.page.evaluate(() => globalThis.draws) - before;
  }

  // Pauses if the page plays; the figures then stand still.
  async stop() {
    if ((await this.figures()).playing) await this.click('play');
    return this.until((f) => !f.playing && f.measured_at === f.iteration, 'it has paused');
  }

  // The start of the run, at rest.
  async start() {
    await this.stop();
    await this.click('reset');
    return this.until((f) => f.iteration === 0 && f.measured_at === 0, 'it has been reset');
  }

  // `count` single iterations with the keyboard.
  async steps(count) {
    const { iteration } = await this.figures();
    for (let i = 0; i < count; i++) await this.press('ArrowRight');
    return this.until((f) => f.iteration === iteration + count && f.measured_at === f.iteration, `${count} steps are done`);
  }

  // Lets go of a file over the page: a text, or an array of bytes.
  drop(name, content) {
    return this.page.evaluate(([fileName, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([typeof text === 'string' ? text : new Uint8Array(text)], fileName));
      dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, [name, content]);
  }

  // What is to be seen at a named place, or on the whole page.
  async look(name, index = 0) {
    const clip = name && (await this.box(name, index));
    return decode(await this.page.screenshot(clip ? { clip } : {}));
  }

  photograph(file) {
    return this.page.screenshot({ path: screenshots + file });
  }

  // The words that stand where the program cannot run.
  async words() {
    await this.page.waitForSelector('#welcome[role=alert]', { timeout: 15000 });
    return this.page.textContent('#words');
  }
}
