// What goes into the page and comes out of it: the address, files, the clipboard.
import { isRun, readAddress, writeAddress } from './address.js';
import { elementScript, embedPage, wholePage } from './files.js';

const largest = 20e6; // bytes of a file; 20,000 rows are far less

const utf8 = (text) => new TextEncoder().encode(text);

async function take(program, file) {
  if (file.size > largest) return program.tell(`${file.name} is larger than 20 MB, which is more than the page reads.`);
  try {
    program.openFile(file.name, new Uint8Array(await file.arrayBuffer())); // the program knows encodings
  } catch {
    program.tell(`${file.name} could not be read. Choose it again, or paste its rows.`);
  }
}

// One file at a time, dropped anywhere.
function watchDrops(program) {
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    const text = event.dataTransfer.getData('text/plain');
    if (file) take(program, file);
    else if (text) program.openFile('dropped rows', utf8(text));
  });
}

// Ctrl+V, where no text field takes it: rows of data.
function watchPaste(program) {
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text/plain');
    if (!text || event.target.matches?.('input, textarea')) return;
    event.preventDefault();
    program.openFile('pasted rows', utf8(text));
  });
}

// The visitor's way through the browser's history, and links typed or pasted into the address.
function watchAddress(program, asked) {
  addEventListener('popstate', () => {
    bar.forget();
    const { link, lesson } = readAddress(location.hash);
    if (lesson !== asked.lesson) program.lesson(lesson ? `${link ? 'join' : 'open'} ${lesson}` : 'close');
    if (link || !lesson) program.openLink(link);
  });
}

// Browsers bound how often a page may write its address (Safari: 100 times in 30 s, then it throws). So that is done
// twice a second at most and at a pause; what waits or was refused is written later; the last state always is.
const bar = (() => {
  let wanted;
  let adds; // an entry of the history
  let last = -Infinity;
  let timer;
  function write() {
    clearTimeout(timer);
    if (wanted === undefined) return;
    last = performance.now();
    try {
      // whole, since in a srcdoc frame fragments belong to the address of the page around it
      history[adds ? 'pushState' : 'replaceState'](null, '', new URL(wanted, location.href));
      wanted = undefined;
    } catch {
      timer = setTimeout(write, 2000);
      last += 1500;
    }
  }
  return {
    write,
    forget() { wanted = undefined; },
    show(address, isNew) {
      if (isNew) write(); // the entry before keeps its last state
      adds = isNew || (adds && wanted !== undefined);
      wanted = address;
      clearTimeout(timer);
      timer = setTimeout(write, isNew ? 0 : Math.max(0, last + 500 - performance.now()));
    },
  };
})();
addEventListener('pagehide', bar.write);

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// The functions of the program's bridge that move text and files; `program()` is the program;
// `frame` is frame.js, where the page is one.
export function makeExchange(canvas, frame, program) {
  const asked = readAddress(location.hash);
  const memory = frame?.makeMemory(asked, location.hash);
  const kept = memory?.recall();
  let shownLink;
  let played; // when the address was shown last
  const preset = asked.preset || document.querySelector('meta[name=dropout-lab-preset]')?.content || '';
  return {
    asked,
    memory,
    scene: () => asked.scene,
    framed: Boolean(frame),
    lessonAsked: () => asked.lesson,
    stop_at: () => Math.min(Number.parseInt(asked.stop, 10) || 0, 1e9),
    preset: () => (kept || isRun(asked.link) ? '' : preset),
    address: () => kept?.link ?? asked.link,
    // 1 playing, 0 paused, -1 as the program sees fit
    starts: () => (kept && !asked.start ? Number(kept.playing) : ['paused', 'playing'].indexOf(asked.start)),
    // A frame never adds to its host's history.
    showLink(link, playing, isNew) {
      shownLink = link;
      memory?.keep({ link, playing });
      bar.show(writeAddress(asked, link), isNew && !frame);
      if (played !== playing) bar.write(); // whoever pauses may reload at once
      played = playing;
    },
    // The address says which lesson is open: with the run that it brings, and at once where it is closed.
    lessonOpen(id) {
      if (asked.lesson === id) return;
      asked.lesson = id;
      if (!id && shownLink !== undefined) bar.show(writeAddress(asked, shownLink), false);
    },
    stop: () => bar.write(), // nothing comes after it
    openWhole(link) {
      if (!open(new URL(`${location.search}#${link}`, wholePage || location.href))) program().tell(program().tr('No window may be opened from here. Copy the address instead.'));
    },
    async embed(scene) {
      if (!embedPage) return program().tell(program().tr('This page lies inside of another and has no address to embed. Open it by its own.'));
      const { openEmbedDialog } = await import('./embed_dialog.js');
      openEmbedDialog(program(), { scene, lesson: asked.lesson, embedPage, elementScript, wholePage });
    },
    async check() {
      const { openCheckDialog } = await import('./check_dialog.js');
      openCheckDialog(program());
    },
    async copyLink(link) {
      const address = String(new URL(`#${link}`, location.href));
      try {
        if (!embedPage) throw link; // nor has what is copied
        await navigator.clipboard.writeText(address);
      } catch {
        return program().copied(false, address.length);
      }
      program().copied(true, address.length);
    },
    copyText: async (text) => navigator.clipboard.writeText(text),
    chooseFile() {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = '.csv,.tsv,.tab,.txt,.data,.dat,.json,text/*,application/json';
      input.addEventListener('change', () => input.files[0] && take(program(), input.files[0]));
      input.click();
    },
    async paste() {
      const read = async () => navigator.clipboard.readText();
      const text = await read().catch(() => null);
      if (text === null) program().tell(matchMedia('(pointer: coarse)').matches
        ? program().tr('The browser does not let the page read the clipboard. Choose a file instead.')
        : program().tr('The browser does not let the page read the clipboard. Press Ctrl+V (⌘V) instead.'));
      else program().openFile('pasted rows', utf8(text));
    },
    save: (name, type, text) => save(name, new Blob([text], { type })),
    savePicture: () => canvas.toBlob((blob) => save('dropout-lab.png', blob), 'image/png'),
  };
}

export function watchExchange(program, { asked }) {
  watchDrops(program);
  watchPaste(program);
  watchAddress(program, asked);
}
