// Starts the program: finds out which of its two builds this browser runs, loads it with true progress, and says in
// plain words what is missing where it cannot run.
import { readAddress } from './address.js';
import { makeBridge } from './bridge.js';
import { hasRelaxedSimd, hasSimd } from './builds.js';
import { programs, serviceWorker } from './files.js';

const canvas = document.getElementById('canvas');
const welcome = document.getElementById('welcome');
const words = document.getElementById('words');
const progress = document.getElementById('progress');

// Within a host page, or as a single scene.
const framed = window.parent !== window || readAddress(location.hash).scene !== '';

const emptyModule = [0, 97, 115, 109, 1, 0, 0, 0];

const trouble = {
  wasm: 'This browser has no WebAssembly, which the networks are trained with. Open the page in a current Chrome, ' +
    'Edge, Firefox or Safari; if WebAssembly was switched off (lockdown mode, a policy), allow it for this page.',
  policy: 'The content security policy of this site forbids WebAssembly. Whoever runs the site can allow it by adding ' +
    "'wasm-unsafe-eval' to script-src.",
  simd: 'This browser has no WebAssembly SIMD, which the networks are trained with. Update it: Chrome and Edge have it ' +
    'from version 91, Firefox from 89, Safari from 16.4.',
  graphics: 'This browser gives no WebGL 2, which the page is drawn with. Switch hardware acceleration on in the ' +
    'browser’s settings, update the browser or the graphics driver, or try another browser.',
  program: 'The program could not be loaded. Check the connection and reload the page; if it happens again, the copy ' +
    'on this server is incomplete.',
  stopped: 'The program has stopped because of an error. Reload the page to start anew.',
};

class Trouble extends Error {
  constructor(kind, detail = '') {
    super(detail);
    this.kind = kind;
  }
}

let saidTrouble = false;
let shown = false; // the program

function say(kind, detail) {
  saidTrouble = true;
  welcome.hidden = false;
  progress.hidden = true;
  welcome.setAttribute('role', 'alert');
  words.textContent = trouble[kind] + (detail ? ` (${detail})` : '');
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

// Shows how much of the file has come, by its size when unpacked: Content-Length counts packed bytes, where there is one.
async function showProgress(response, size) {
  const reader = response.body.getReader();
  for (let loaded = 0; ;) {
    const { done, value } = await reader.read();
    if (done || saidTrouble) return;
    loaded += value.length;
    progress.value = Math.min(1, loaded / size);
    words.textContent = `Loading the laboratory … ${Math.min(100, Math.floor((100 * loaded) / size))} %`;
  }
}

// Compiles while it loads. Servers that send another type than application/wasm are put right here.
async function compile({ name, size, wasm }) {
  let response;
  try {
    response = await wasm();
  } catch (error) {
    throw new Trouble('program', `${name}: ${error.message}`);
  }
  if (!response.ok) throw new Trouble('program', `${name}: the server answers ${response.status}`);
  showProgress(response.clone(), size).catch(() => {});  // a broken transfer also fails below
  if (!response.headers.get('Content-Type')?.startsWith('application/wasm')) {
    response = new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } });
  }
  return WebAssembly.compileStreaming(response);
}

// The canvas gets its context here, while the program is still loading: starting the graphics process takes time. It has
// its size already, the window's: each change of size waits for that process again.
function makeContext() {
  canvas.width = Math.max(1, Math.round(innerWidth * devicePixelRatio));
  canvas.height = Math.max(1, Math.round(innerHeight * devicePixelRatio));
  const context = canvas.getContext('webgl2', { alpha: false, depth: false, stencil: false, antialias: false });
  if (!context) throw new Trouble('graphics');
  return context;
}

async function start(build) {
  const compiling = compile(programs[build]);
  const importing = programs[build].glue().catch((error) => {
    throw new Trouble('program', error.message);
  });
  const context = makeContext();
  const [module, { default: create }] = await Promise.all([compiling, importing]);
  const bridge = makeBridge(canvas, build, framed, {
    running() {
      welcome.hidden = shown = true;
      performance.mark('first-frame');
      // so that the program can spare the shaders where graphics run in software
      requestAnimationFrame(() => context.getExtension('WEBGL_debug_renderer_info'));
      if (!framed) canvas.focus({ preventScroll: true }); // within a host page the keyboard is the host's
      if (!framed && serviceWorker) keepForOffline();
    },
    noGraphics: () => say('graphics'),
  });
  await new Promise((resolve, reject) => {
    const instantiateWasm = (imports, done) => {
      WebAssembly.instantiate(module, imports).then((instance) => done(instance, module)).catch(reject);
      return {};
    };
    create({ canvas, bridge, instantiateWasm }).then(resolve, reject);
  });
}

// Where the browser refuses (a policy, a private window), the page needs the network on the next visit, and no more.
function keepForOffline() {
  const register = () => navigator.serviceWorker?.register(serviceWorker).catch(() => {});
  setTimeout(register, 1000); // the first frames come first
}

// What loads in a moment needs no words of welcome, which would only flash up.
function welcomeLater() {
  if (performance.getEntriesByType('paint').length > 0) return; // they are being read
  welcome.hidden = true;
  setTimeout(() => { if (!shown) welcome.hidden = false; }, 500);
}

async function main() {
  welcomeLater();
  try {
    const build = chooseBuild();
    try {
      await start(build);
    } catch (error) {
      if (build !== 'relaxed' || !(error instanceof WebAssembly.CompileError)) throw error;
      await start('plain');
    }
  } catch (error) {
    const known = error instanceof Trouble;
    say(known ? error.kind : 'program', error.message);
    if (!known) throw error;
  }
}

addEventListener('error', ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) say('stopped', error.message);
});
await main();
