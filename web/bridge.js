// The page's half of the bridge; src/app/web/bridge.cpp is the program's. Tells the program the size of its canvas, the
// visitor's preferences and a lost drawing context, and brings it the digits when it asks for them.
import { makeExchange, watchExchange } from './exchange.js';
import { digits, openLicences } from './files.js';
import { get, renew } from './get.js';
import { shareHands } from './hands.js';
import { makeMirror } from './mirror.js';
import { pen } from './pen.js';
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
  addEventListener('resize', () => report());
  const observer = globalThis.ResizeObserver && new ResizeObserver(([entry]) => {
    const box = entry.devicePixelContentBoxSize?.[0];
    report(box && [box.inlineSize, box.blockSize]);
  });
  try {
    observer?.observe(canvas, { box: 'device-pixel-content-box' });
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

// Calls `tell(dark, reducedMotion, moreContrast, coarsePointer)` now, whenever the system's wishes change, and whenever what it gives is
// called. A host page can fix the theme.
function watchPreferences(asked, tell) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');
  const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)');
  const coarse = matchMedia('(pointer: coarse)');
  const report = () => tell(asked.theme ? asked.theme === 'dark' : dark.matches, reduced.matches, contrast.matches, coarse.matches);
  for (const wish of [dark, reduced, contrast, coarse]) wish.addEventListener('change', report);
  report();
  return report;
}

// A lost context comes back if the page wants it; `tell(true)` when it is lost, `tell(false)` when it is back.
function watchContext(canvas, tell) {
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    tell(true);
  });
  canvas.addEventListener('webglcontextrestored', () => tell(false));
}

// Calls `tell(seen)` when the canvas comes into sight or leaves it, in its tab or by the host page's scrolling.
function watchSight(canvas, tell) {
  let near = true;
  const report = () => tell(near && !document.hidden);
  if (globalThis.IntersectionObserver) {
    new IntersectionObserver((entries) => {
      near = entries.at(-1).isIntersecting;
      report();
    }).observe(canvas);
  }
  document.addEventListener('visibilitychange', report);
}

async function bringDigits(program) {
  const { bytes, message } = await get(digits).catch((error) => error);
  if (bytes) program.digits(bytes);
  else program.digitsFailed(`The digits could not be loaded (${message}). Choose them again to retry, or ${reload}`);
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

const reload = 'reload the page: the run is kept in its address.';

// Whatever the browser refuses (history, storage, clipboard, messages, full screen) is not to reach the program, whose
// loop an exception would end.
function guarded(functions, refused) {
  const guard = (deed) => (...given) => {
    try {
      const done = deed(...given);
      done?.catch?.(refused);
      return done;
    } catch (error) {
      return refused(error);
    }
  };
  return Object.fromEntries(Object.entries(functions).map(([name, deed]) => [name, typeof deed === 'function' ? guard(deed) : deed]));
}

// `running` is called when the first frame is on the screen, `noGraphics` if there is no WebGL 2, `lost` when the drawing
// context goes (true) and when it is back, `listen` with who takes the host's messages. `later` has come where it is
// `here`; `spoken` is what language.js brought.
export function makeBridge(canvas, build, frame, { running, noGraphics, lost, listen, later, spoken }) {
  let program;
  let mirror;
  let type;
  let lesson;
  const exchange = makeExchange(canvas, frame, () => program);
  const refused = (error) => {
    console.warn(error);
    return '';
  };
  const missing = (error) => {
    renew(error);
    program.tell(`A part of the page could not be loaded. Check the connection, and ${reload}`);
  };
  const bridge = {
    connect(functions) {
      program = functions;
      if (spoken?.table) program.speak(spoken.table);
      watchSize(canvas, program.canvas);
      this.prefer = watchPreferences(exchange.asked, program.preferences);
      watchSight(canvas, program.seen);
      watchContext(canvas, (gone) => {
        program.context(gone);
        lost(gone);
      });
      import('./keys.js').then(({ shareKeys }) => shareKeys(canvas, window.parent !== window), missing);
      document.addEventListener('fullscreenchange', () => document.fullscreenElement || program.leave()); // Escape is the browser's there
      canvas.addEventListener('contextmenu', (event) => event.preventDefault()); // the right button draws points
    },
    running() {
      publish(program, canvas, build);
      watchExchange(program, exchange);
      mirror = makeMirror(program, canvas);
      type = makeTyping(program, canvas);
      shareHands(canvas, program, window.parent !== window);
      if (window.parent !== window) {
        import('./host.js').then(({ serveHost }) => serveHost(program, this, canvas, frame, build, listen), (error) => {
          missing(error);
          frame.tell('error', { message: error.message });
        });
      }
      const { stop, ask } = exchange.asked;
      if (frame && (stop || ask)) import('./segment.js').then(({ showSegment }) => showSegment(program, canvas, exchange.asked), missing);
      if (spoken?.notice) program.tell(spoken.notice);
      running();
      later.add().catch(missing);
    },
    complete: () => later.here,
    whenComplete: (deed) => (later.here ? deed() : later.add().then(deed).catch(missing)),
    noGraphics,
    pen,
    ...guarded({
      announced: (json) => mirror?.take(json),
      type: (...field) => type?.(...field),
      ...exchange,
      fetchDigits: () => bringDigits(program),
      // The whole screen where the browser gives it; else the page is filled.
      present(on) {
        canvas.presents = on;
        if (on) return document.documentElement.requestFullscreen?.();
        return document.fullscreenElement && document.exitFullscreen();
      },
      embed: (scene) => later.add().then(() => exchange.embed(scene)).catch(missing),
      lesson(json) {
        const now = JSON.parse(json);
        exchange.lessonOpen(now.id ?? '');
        lesson ??= import('./lesson.js').then(({ makeLesson }) => makeLesson(program, canvas, frame, bridge));
        return lesson.then((show) => show(now)).catch(missing);
      },
      sweep: (messages) => import('./sweeps.js').then(({ takeMessages }) => takeMessages(program, messages)).catch(missing),
      check: () => later.add().then(() => exchange.check()).catch(missing),
      async licences() {
        if (!await openLicences()) program.tell(program.tr('No window may be opened from here: the licences are in LICENSES.txt.'));
      },
    }, refused),
  };
  return bridge;
}
