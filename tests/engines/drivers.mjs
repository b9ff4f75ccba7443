// Firefox by WebDriver BiDi and WebKitGTK by WebDriver, with the few verbs that the tests need:
// goto(address), evaluate(expression), move(x, y), down(), up(), press(key), picture(), quit().
import { spawn } from 'node:child_process';
import puppeteer from 'puppeteer-core';

const size = { width: 1280, height: 800 };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function firefox() {
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true, protocol: 'webDriverBiDi',
    defaultViewport: size, extraPrefsFirefox: { 'webgl.force-enabled': true, 'webgl.disabled': false },
  });
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return {
    errors,
    goto: (address) => page.goto(address),
    evaluate: (expression) => page.evaluate(expression),
    move: (x, y) => page.mouse.move(x, y),
    down: () => page.mouse.down(),
    up: () => page.mouse.up(),
    press: (key) => page.keyboard.press(key === ' ' ? 'Space' : key),
    picture: async () => Buffer.from(await page.screenshot()),
    quit: () => browser.close(),
    name: await browser.version(),
  };
}

export async function webkit() {
  const port = 4545;
  const driver = spawn(process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.message}`);
    return value;
  };
  for (let i = 0; i < 50; i++) {
    await pause(100);
    if (await ask('GET', 'status').catch(() => null)) break;
  }
  const wanted = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': {
    binary: process.env.MINIBROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', args: ['--automation'] } };
  const { sessionId, capabilities } = await ask('POST', 'session', { capabilities: { alwaysMatch: wanted } });
  const to = (path, body, method = 'POST') => ask(method, `session/${sessionId}/${path}`, body);
  await to('window/rect', { x: 0, y: 0, ...size });
  const act = (source) => to('actions', { actions: [source] });
  const pointer = (...actions) => act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
  const keys = { ArrowRight: '\uE014', Tab: '\uE004', Escape: '\uE00C' };
  return {
    errors: [],
    goto: (url) => to('url', { url }),
    evaluate: (expression) => to('execute/sync', { script: `return (${expression});`, args: [] }),
    move: (x, y) => pointer({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0, origin: 'viewport' }),
    down: () => pointer({ type: 'pointerDown', button: 0 }),
    up: () => pointer({ type: 'pointerUp', button: 0 }),
    press: (key) => act({ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value: keys[key] ?? key }, { type: 'pause', duration: 60 }, { type: 'keyUp', value: keys[key] ?? key }] }),
    picture: async () => Buffer.from(await to('screenshot', undefined, 'GET'), 'base64'),
    quit: async () => {
      await to('', undefined, 'DELETE').catch(() => {});
      driver.kill();
    },
    name: `${capabilities.browserName} ${capabilities.browserVersion}`,
  };
}
