// What goes into the page and comes out of it: the address, files, the clipboard.

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

// Ctrl+V: into a text field of the program if one has the keyboard, else as rows of data.
function watchPaste(program) {
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text/plain');
    if (!text) return;
    event.preventDefault();
    if (program.types()) program.type(text);
    else program.openFile('pasted rows', text);
  });
}

// The visitor's way through the browser's history, and links typed or pasted into the address.
function watchAddress(program) {
  addEventListener('popstate', () => program.openLink(location.hash));
}

function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// The functions of the program's bridge that move text and files; `program()` is the program.
export function makeExchange(canvas, program) {
  return {
    scene: () => new URLSearchParams(location.search).get('scene') ?? '',
    address: () => location.hash,
    showLink(link, isNew) {
      const address = `#${link}`;
      if (isNew) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
    },
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
