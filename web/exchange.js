// What goes into the page and comes out of it: the address, files, the clipboard.
import { readAddress, writeAddress } from './address.js';
import { elementScript, embedPage } from './files.js';

const largest = 20e6; // bytes of a file; 20,000 rows are far less

async function take(program, file) {
  if (file.size > largest) return program.tell(`${file.name} is larger than 20 MB, which is more than the page reads.`);
  try {
    program.openFile(file.name, await file.text());
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
    else if (text) program.openFile('dropped rows', text);
  });
}

// Ctrl+V, where no text field takes it: rows of data.
function watchPaste(program) {
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text/plain');
    if (!text || event.target.matches?.('input, textarea')) return;
    event.preventDefault();
    program.openFile('pasted rows', text);
  });
}

// The visitor's way through the browser's history, and links typed or pasted into the address.
function watchAddress(program) {
  addEventListener('popstate', () => program.openLink(readAddress(location.hash).link));
}

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A host page may take a frame away and bring it back (slide decks do): what ran in it is kept for as long as the tab
// lives, by the frame's name and first address. Frames that may not keep anything begin anew.
function makeMemory(framed, first) {
  const key = `dropout-lab ${window.name} ${first}`;
  const quietly = (deed) => {
    try {
      return framed ? deed() : null;
    } catch {
      return null;
    }
  };
  return {
    recall: () => quietly(() => JSON.parse(sessionStorage.getItem(key))),
    keep: (run) => quietly(() => sessionStorage.setItem(key, JSON.stringify(run))),
  };
}

// The functions of the program's bridge that move text and files; `program()` is the program.
export function makeExchange(canvas, framed, program) {
  const asked = readAddress(location.hash);
  const memory = makeMemory(framed, location.hash);
  const kept = memory.recall();
  const preset = asked.preset || document.querySelector('meta[name=dropout-lab-preset]')?.content || '';
  return {
    theme: () => asked.theme,
    scene: () => asked.scene,
    preset: () => (kept || asked.link.startsWith('v1') ? '' : preset),
    address: () => kept?.link ?? asked.link,
    // 1 playing, 0 paused, -1 as the program sees fit
    starts: () => (kept ? Number(kept.playing) : ['paused', 'playing'].indexOf(asked.start)),
    // A frame never adds to its host's history.
    showLink(link, playing, isNew) {
      const address = writeAddress(asked, link);
      if (isNew && !framed) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      memory.keep({ link, playing });
    },
    embed: () => import('./embed_dialog.js').then(({ openEmbedDialog }) =>
      openEmbedDialog({ figures: JSON.parse(program().figures()), embedPage, elementScript })),
    copyLink(link) {
      const { href } = new URL(`#${link}`, location.href);
      const copying = navigator.clipboard?.writeText(href) ?? Promise.reject();
      copying.then(() => program().copied(true), () => program().copied(false));
    },
    copyText: (text) => navigator.clipboard?.writeText(text).catch(() => {}),
    chooseFile() {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = '.csv,.tsv,.txt,.json,text/csv,application/json';
      input.addEventListener('change', () => input.files[0] && take(program(), input.files[0]));
      input.click();
    },
    paste() {
      const reading = navigator.clipboard?.readText?.() ?? Promise.reject();
      reading.then((text) => program().openFile('pasted rows', text),
        () => program().tell('The browser does not let the page read the clipboard. Press Ctrl+V (⌘V) instead.'));
    },
    save: (name, type, text) => save(name, new Blob([text], { type })),
    savePicture: () => canvas.toBlob((blob) => save('dropout-lab.png', blob), 'image/png'),
  };
}

export function watchExchange(program) {
  watchDrops(program);
  watchPaste(program);
  watchAddress(program);
}
