// Starts the program: finds out which of its two builds this browser runs, loads it with true progress, and says in
// plain words what is missing where it cannot run.
import { readAddress } from './address.js';
import { makeBridge } from './bridge.js';
import { hasRelaxedSimd, hasSimd } from './builds.js';
import { programs, serviceWorker } from './files.js';
import { get, lacks, Missing } from './get.js';

const canvas = document.getElementById('canvas');
const welcome = document.getElementById('welcome');
const words = document.getElementById('words');
const progress = document.getElementById('progress');
const reload = document.getElementById('reload');

// Within a host page, or as a single scene.
const { scene, lesson } = readAddress(location.hash);
const framed = window.parent !== window || scene !== '' || (lesson !== '' && document.querySelector('meta[name=robots]') !== null);
const frame = framed ? import('./frame.js').catch(lacks) : null;
frame?.catch(() => {}); // awaited at the start

// What the host says before host.js listens waits for it.
const said = [];
let listen = (event) => said.push(event);
if (framed) addEventListener('message', (event) => listen(event));

// The address says the language, else the browser.
const asked = new URLSearchParams(location.search).get('lang');
const language = asked ?? (/^en\b/i.test(navigator.language) ? null : navigator.language);
const spoken = language && import('./language.js').then(({ bring }) => bring(language, asked !== null)).catch(({ message }) => ({ notice: message }));

const emptyModule = [0, 97, 115, 109, 1, 0, 0, 0];

const trouble = {
  wasm: 'This browser has no WebAssembly, which the networks are trained with. Open the page in a current Chrome, ' +
    'Edge, Firefox or Safari; if it was switched off (lockdown mode, a policy), allow it for this page.',
  policy: 'The content security policy of this site forbids WebAssembly. Whoever runs it can allow it by adding ' +
    "'wasm-unsafe-eval' to script-src.",
  simd: 'This browser has no WebAssembly SIMD, which the networks are trained with. Update it: Chrome and Edge have it ' +
    'from version 91, Firefox from 89, Safari from 16.4.',
  graphics: 'This browser gives no WebGL 2, which the page is drawn with. Switch hardware acceleration on in its ' +
    'settings, update it or the graphics driver, or try another browser.',
  program: 'The program could not be loaded. Check the connection and reload the page; if it happens again, the copy ' +
    'on this server is incomplete.',
  browser: 'This browser refuses something that the page needs. Update it, or try another one.',
  stopped: 'The program has stopped because of an error. Reload the page to find the run again; if that ' +
    'stops too, cut the address at its #.',
  lost: 'The browser has taken the drawing away. Reload the page to find the run again.',
};
const reloads = ['program', 'stopped', 'lost']; // where that may help

class Trouble extends Error {
  constructor(kind, detail = '') {
    super(detail);
    this.kind = kind;
  }
}

let saidTrouble = false;
let shown = false; // the program
let bridge;
let inFrame = false; // of the program: an exception that leaves it leaves no other

function say(kind, detail) {
  if (saidTrouble) return; // what came first is the cause of the others
  saidTrouble = true;
  welcome.hidden = false;
  progress.hidden = true;
  welcome.setAttribute('role', 'alert');
  words.textContent = trouble[kind] + (detail ? ` (${detail})` : '');
  reload.hidden = !reloads.includes(kind);
  frame?.then(({ tell }) => tell('error', { message: words.textContent }), () => {});
}

// An exception has ended the program, or its start.
let stopped = false;
function stop(error) {
  stopped = true;
  bridge?.stop();
  if (error instanceof Trouble) say(error.kind, error.message);
  else say(shown || trap(error) ? 'stopped' : 'browser', error?.message ?? error);
}

// The drawing context is gone (or back again).
let waiting;
function lost(gone) {
  clearTimeout(waiting);
  if (gone) waiting = setTimeout(say, 5000, 'lost');
  else if (words.textContent === trouble.lost) {
    saidTrouble = false;
    welcome.hidden = true;
  }
}

function mayCompile() {
  try {
    return Boolean(new WebAssembly.Module(new Uint8Array(emptyModule)));
  } catch {
    return false;
  }
}

function chooseBuild() {
  if (typeof WebAssembly !== 'object') throw new Trouble('wasm');
  if (!hasSimd()) throw new Trouble('simd');
  if (!mayCompile()) throw new Trouble('policy');
  const forced = new URLSearchParams(location.search).get('build');
  return programs.relaxed && forced !== 'plain' && hasRelaxedSimd() ? 'relaxed' : 'plain';
}

// By the size when unpacked: Content-Length counts packed bytes, where there is one.
function showProgress(share) {
  if (saidTrouble || share < progress.value) return;
  progress.value = share;
  words.textContent = `Loading the laboratory … ${Math.floor(100 * share)} %`;
}

// Compiles while it loads, whatever type the server gives it; from its bytes where the browser refuses that.
async function compile(wasm, tell) {
  const streaming = (response) => WebAssembly.compileStreaming(
    response.headers.get('Content-Type') === 'application/wasm' ? response
      : new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } }));
  const { begun, bytes } = await get(wasm, async (response) => streaming(response),
    tell);
  return begun.catch(() => WebAssembly.compile(bytes));
}

// The canvas gets its context here, while the program is still loading: starting the graphics process takes time. It has
// its size already, the window's: each change of size waits for that process again.
function makeContext() {
  canvas.width = Math.max(1, Math.round(innerWidth * devicePixelRatio));
  canvas.height = Math.max(1, Math.round(innerHeight * devicePixelRatio));
  try {
    const context = canvas.getContext('webgl2', { alpha: false, depth: false, stencil: false, antialias: false });
    if (context) return context;
  } catch {} // some blockers of fingerprints do not answer, but throw
  throw new Trouble('graphics');
}

async function load(build) {
  const { wasm } = programs[build];
  const compiling = compile(wasm, (size) => showProgress(Math.min(1, size / wasm.size)));
  const [module, glue] = await Promise.all([compiling, programs[build].glue().catch(lacks)]);
  return { build, module, create: glue.default };
}

// What the first frame does not show (web/setup/split.mjs): once it is `here` the program finds the functions in their
// places. `program` are its exports.
function makeLater(file) {
  let coming;
  const later = { here: false, program: null, add: () => coming ??= add() };
  async function add() {
    await WebAssembly.instantiate(await compile(file), later);
    later.here = true;
  }
  return later;
}

async function start(build) {
  const loading = load(build).catch((error) => {
    if (build !== 'relaxed') throw error;
    return load('plain'); // in which nothing is missing
  });
  loading.catch(() => {}); // awaited below, unless there are no graphics
  const context = makeContext();
  const { module, create, build: loaded } = await loading;
  const host = await frame;
  const later = makeLater(programs[loaded].later);
  bridge = makeBridge(canvas, loaded, host, {
    later,
    running() {
      welcome.hidden = shown = true;
      performance.mark('first-frame');
      // so that the program can spare the shaders where graphics run in software
      requestAnimationFrame(() => context.getExtension('WEBGL_debug_renderer_info'));
      if (!framed) canvas.focus({ preventScroll: true }); // within a host page the keyboard is the host's
      if (!framed && serviceWorker) keepForOffline();
    },
    lost,
    spoken: await spoken,
    noGraphics: () => say('graphics'),
    listen(deed) {
      listen = deed;
      said.forEach(deed);
    },
  });
  await new Promise((resolve, reject) => {
    const instantiateWasm = (imports, done) => {
      WebAssembly.instantiate(module, imports).then(async (instance) => {
        later.program = instance.exports;
        if (framed) await later.add().catch(() => {}); // a scene may be of it; the bridge says what failed
        done(instance, module); // main() runs within it
      }).catch((error) => {
        stop(error);
        throw error;
      });
      return {};
    };
    const preMainLoop = () => (inFrame = !stopped);
    const postMainLoop = () => { inFrame = false; };
    create({ canvas, bridge, instantiateWasm, preMainLoop, postMainLoop }).then(resolve, reject);
  });
}

// Where the browser refuses (a policy, a private window), the page needs the network on the next visit, and no more.
function keepForOffline() {
  const register = () => navigator.serviceWorker?.register(serviceWorker).catch(() => {});
  setTimeout(register, 1000); // the first frames come first
}

// What loads in a moment needs no words of welcome, which would only flash up.
function welcomeLater() {
  if (performance.getEntriesByType?.('paint').length > 0) return; // they are being read
  welcome.hidden = true;
  setTimeout(() => { if (!shown) welcome.hidden = false; }, 500);
}

const trap = (error) => globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError;
addEventListener('error', ({ error }) => (inFrame || trap(error)) && stop(error));
addEventListener('unhandledrejection', ({ reason }) => trap(reason) && stop(reason));
reload.addEventListener('click', () => location.reload());
try {
  welcomeLater();
  await start(chooseBuild());
} catch (error) {
  stop(error instanceof Missing ? new Trouble('program', error.message) : error);
  console.error(error);
}
