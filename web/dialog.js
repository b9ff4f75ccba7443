// What the page's dialogs are made of.

let tr; // the program's
let dressed = false; // in the program's own letters, which the page has with it
export function speak(program) {
  tr = program.tr;
  if (dressed) return;
  dressed = true;
  for (const weight of [500, 600]) {
    new FontFace('Inter', program.typeface(weight === 600), { weight: String(weight) }).load().then((face) => document.fonts.add(face), () => {});
  }
}

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function select(id, label, options) {
  const control = element('select', { id });
  for (const [value, text] of options) control.append(element('option', { value, textContent: text }));
  return { control, row: element('label', { className: 'row' }, label, control) };
}

// A whole number, read as the page's own fields read theirs; what is refused or limited is said below it.
export function number(program, id, label, { min, max, value }) {
  const control = element('input', { id, type: 'text', inputMode: 'numeric', value });
  const words = element('small', { id: `${id}-said` });
  words.setAttribute('role', 'status');
  control.setAttribute('aria-describedby', words.id);
  const made = { control, value, row: element('div', { className: 'row' }, element('label', { htmlFor: id, textContent: label }), control, words) };
  const read = (last) => {
    const [, now, said] = /^(\S+) (.*)$/.exec(program.typed(control.value, min, max, made.value));
    if (last || !said) made.value = Number(now);
    words.textContent = last ? said : '';
    if (last) control.value = now;
  };
  control.addEventListener('input', () => read(false)); // nothing is said amid it
  control.addEventListener('change', () => {
    read(true);
    made.row.dispatchEvent(new Event('input', { bubbles: true }));
  });
  control.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault(); // it would close the dialog
    control.dispatchEvent(new Event('change'));
  });
  return made;
}

// A text to copy, whole lines of it.
export function fit(area) {
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}

export function lineOf(id, label, rows = 3) {
  const area = element('textarea', { id, readOnly: true, rows, spellcheck: false });
  const copy = element('button', { type: 'button', textContent: tr('Copy') });
  copy.setAttribute('aria-label', `${tr('Copy')} ${label}`);
  copy.addEventListener('click', async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
      copy.textContent = tr('Copied');
    } catch {
      copy.textContent = matchMedia('(pointer: coarse)').matches ? tr('Selected: copy it') : tr('Press Ctrl+C');
      area.focus();
    }
    setTimeout(() => { copy.textContent = tr('Copy'); }, 2500);
  });
  return { area, row: element('div', { className: 'line' }, element('label', { htmlFor: id, textContent: label }), copy, area) };
}

// Over the page, until it is closed; `children` stand below its title.
export function open(id, title, ...children) {
  document.getElementById(id)?.remove();
  const close = element('button', { type: 'button', className: 'close', textContent: tr('Close') });
  const dialog = element('dialog', { id },
    element('form', { method: 'dialog' }, element('h2', { id: `${id}-title`, textContent: title }), close, ...children));
  dialog.setAttribute('aria-labelledby', `${id}-title`);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove(); // and with it a preview's drawing context
    document.getElementById('canvas').focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
