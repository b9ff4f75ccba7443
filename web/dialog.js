// What the page's dialogs are made of.

let tr; // the program's
export function speak(translate) {
  tr = translate;
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

export function number(id, label, limits) {
  const control = element('input', { id, type: 'number', ...limits });
  return { control, row: element('label', { className: 'row' }, label, control) };
}

// A text to copy.
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
      copy.textContent = tr('Press Ctrl+C');
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
