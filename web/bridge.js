// The page's half of the bridge; src/app/web/bridge.cpp is the program's. Tells the program the size of its canvas, the
// visitor's preferences and a lost drawing context, and brings it the digits when it asks for them.
import { makeExchange, watchExchange } from './exchange.js';
import { fetchDigits, openLicences } from './files.js';
import { shareHands } from './hands.js';
import { makeMirror } from './mirror.js';
import { makeTyping } from './typing.js';

// Calls `tell(width, height, ratio, deviceWidth, deviceHeight)` now and whenever the canvas or the ratio changes.
// Browsers that tell the size in device pixels know better than a product where the canvas begins between two pixels;
// under an emulated ratio they tell that of the real screen, which is far off.
function watchSize(canvas, tell) {
  const report = (told) => {
    const { width, height } = canvas.getBoundingClientRect();
    const ratio = devicePixelRatio;
    const computed = [width, height].map((side) => Math.max(1, Math.round(side * ratio)));
    const near = told?.every((side, i) => Math.abs(side - computed[i]) <= 1);
    tell(Math.max(1, width), Math.max(1, height), ratio, ...(near ? told : computed));
  };
  report();
  const observer = new ResizeObserver(([entry]) => {
    const box = entry.devicePixelContentBoxSize?.[0];
    report(box && [box.inlineSize, box.blockSize]);
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
  }
  const watchRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      report();
      watchRatio();
    }, { once: true });
  };
  watchRatio();
}

// Calls `tell(dark, reducedMotion, moreContrast)` now and whenever the system's wishes change. A host page can fix the
// theme.
function watchPreferences(theme, tell) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');
  const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)');
  const report = () => tell(theme ? theme === 'dark' : dark.matches, reduced.matches, contrast.matches);
  for (const wish of [dark, reduced, contrast]) wish.addEventListener('change', report);
  report();
}

// A lost context comes back if the page wants it; `tell(true)` when it is lost, `tell(false)` when it is back.
function watchContext(canvas, tell) {
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    tell(true);
  });
  canvas.addEventListener('webglcontextrestored', () => tell(false));
}

// Function keys and the browser's own combinations never reach the program, which would swallow them. Escape gives the
// keyboard back to the page, so that Tab, which walks through the program's controls, is no trap; one that went down in a
// text field does not.
function keepBrowserKeys(canvas) {
  const editing = 'acxyz'; // v is the browser's: it makes the paste event
  addEventListener('keydown', (event) => {
    const command = event.ctrlKey || event.metaKey;
    const browsers = /^F\d+$/.test(event.key) || event.altKey ||
      (command && event.key.length === 1 && !editing.includes(event.key.toLowerCase()));
    if (event.target === canvas && browsers) event.stopImmediatePropagation();
  }, { capture: true });
  let escapes = false;
  canvas.addEventListener('keydown', ({ key }) => { escapes = key === 'Escape'; });
  canvas.addEventListener('keyup', ({ key }) => key === 'Escape' && escapes && canvas.blur());
}

// Calls `tell(seen)` when the canvas comes into sight or leaves it, in its tab or by the host page's scrolling.
function watchSight(canvas, tell) {
  let near = true;
  const report = () => tell(near && !document.hidden);
  new IntersectionObserver((entries) => {
    near = entries.at(-1).isIntersecting;
    report();
  }).observe(canvas);
  document.addEventListener('visibilitychange', report);
}

async function bringDigits(program) {
  let status = 0;
  try {
    const response = await fetchDigits();
    status = response.status;
    if (response.ok) return program.digits(new Uint8Array(await response.arrayBuffer()));
  } catch {
    status = 0;
  }
  program.digitsFailed(status);
}

// What a host page, or somebody at the console, can ask: real figures of the running program, and where things lie.
function publish(program, canvas, build) {
  globalThis.dropoutLab = Object.freeze({
    build,
    // iteration, experiment, the arms' figures, the present mask, the frame meter
    figures: () => JSON.parse(program.figures()),
    // the largest difference between what the shader draws and the C++ forward pass; NaN where it draws nothing
    shaderError: () => program.shaderError(),
    // {'name index': [x, y, width, height], …}: where every named control and view lies within the canvas
    boxes: () => JSON.parse(program.boxes()),
    // where one of them lies on the page, in CSS pixels; undefined if it is not shown
    box: (name, index = 0) => {
      const box = JSON.parse(program.boxes())[`${name} ${index}`];
      const { left, top } = canvas.getBoundingClientRect();
      return box && { x: left + box[0], y: top + box[1], width: box[2], height: box[3] };
    },
  });
}

// `running` is called when the first frame is on the screen, `noGraphics` if there is no WebGL 2.
export function makeBridge(canvas, build, framed, { running, noGraphics }) {
  let program;
  let mirror;
  let type;
  const exchange = makeExchange(canvas, framed, () => program);
  return {
    connect(functions) {
      program = functions;
      watchSize(canvas, program.canvas);
      watchPreferences(exchange.theme(), program.preferences);
      watchSight(canvas, program.seen);
      watchContext(canvas, program.context);
      keepBrowserKeys(canvas);
      canvas.addEventListener('contextmenu', (event) => event.preventDefault()); // the right button draws points
    },
    running() {
      publish(program, canvas, build);
      watchExchange(program);
      mirror = makeMirror(program, canvas);
      type = makeTyping(program, canvas);
      shareHands(canvas, program, window.parent !== window);
      if (window.parent !== window) import('./host.js').then(({ serveHost }) => serveHost(program, exchange.scene(), build));
      running();
    },
    noGraphics,
    announced: (json) => mirror?.take(json),
    type: (...field) => type?.(...field),
    ...exchange,
    fetchDigits: () => bringDigits(program),
    async licences() {
      if (!await openLicences()) program.tell('No window may be opened from here: the licences are in LICENSES.txt.');
    },
  };
}
