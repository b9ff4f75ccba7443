// The dialog that gives the line for a course page, with a preview of what it shows. Loaded when it is asked for.
import { titles } from 'scenes.json';

const scenes = Object.entries(titles).map(([key, title]) => [key === 'page' ? '' : key, title]);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function select(id, label, options) {
  const control = element('select', { id });
  for (const [value, text] of options) control.append(element('option', { value, textContent: text }));
  return { control, row: element('label', { className: 'row' }, label, control) };
}

function number(id, label, value) {
  const control = element('input', { id, type: 'number', min: 240, max: 4000, step: 10, value });
  return { control, row: element('label', { className: 'row' }, label, control) };
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

// A line to copy.
function lineOf(id, label) {
  const area = element('textarea', { id, readOnly: true, rows: 3, spellcheck: false });
  const copy = element('button', { type: 'button', textContent: 'Copy' });
  copy.setAttribute('aria-label', `Copy ${label}`);
  copy.addEventListener('click', async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Press Ctrl+C';
      area.focus();
    }
    setTimeout(() => { copy.textContent = 'Copy'; }, 2500);
  });
  return { area, row: element('div', { className: 'line' }, element('label', { htmlFor: id, textContent: label }), copy, area) };
}

// `embedPage`: address of the page that shows scenes; `elementScript`: that of the custom element, null where there is none.
export function openEmbedDialog({ figures, embedPage, elementScript }) {
  document.getElementById('embed')?.remove();
  const scene = select('embed-scene', 'Show', scenes);
  const run = select('embed-run', 'with', [['fresh', 'these settings, from the start'], ['run', 'this very run, replayed to here'], ['', 'the opening experiment']]);
  const theme = select('embed-theme', 'Theme', [['', 'as the visitor prefers'], ['light', 'light'], ['dark', 'dark']]);
  const width = number('embed-width', 'Width', 720);
  const height = number('embed-height', 'Height', 480);
  const frameLine = lineOf('embed-iframe', 'Line for any page, Canvas, Moodle, reveal.js …');
  const elementLine = lineOf('embed-element', 'Lines for a page that may run scripts');
  const preview = element('iframe', { title: 'Preview' });
  const close = element('button', { type: 'button', className: 'close', textContent: 'Close' });

  const fragment = () => {
    const words = [scene.control.value && `scene=${scene.control.value}`, theme.control.value && `theme=${theme.control.value}`];
    const link = run.control.value === 'fresh' ? figures.link.replace(/&(do|at)=[^&]*/g, '') : run.control.value === 'run' ? figures.link : '';
    return [...words, link].filter(Boolean).join('&');
  };
  let shown = null;
  const update = () => {
    const words = fragment();
    const address = `${embedPage}${words ? `#${words}` : ''}`;
    const title = `Dropout Lab: ${scene.control.selectedOptions[0].textContent.toLowerCase()}`;
    frameLine.area.value = `<iframe src="${escaped(address)}" width="${width.control.value}" height="${height.control.value}" ` +
      `title="${title}" loading="lazy" style="border:0;max-width:100%"></iframe>`;
    const link = words.split('&').filter((word) => !/^(scene|theme)=/.test(word)).join('&');
    const attributes = { scene: scene.control.value, theme: theme.control.value, link, height: height.control.value };
    const said = Object.entries(attributes).filter(([, value]) => value).map(([name, value]) => ` ${name}="${escaped(value)}"`);
    elementLine.area.value = `<script src="${elementScript}" defer></script>\n` +
      `<dropout-lab${said.join('')}>${title}</dropout-lab>`;
    preview.style.aspectRatio = `${width.control.value} / ${height.control.value}`;
    if (shown === address) return;
    shown = address;
    preview.remove();
    preview.src = address;
    dialog.querySelector('.preview').append(preview);
  };

  const dialog = element('dialog', { id: 'embed' },
    element('form', { method: 'dialog' },
      element('h2', { id: 'embed-title', textContent: 'Embed in a course page' }), close,
      element('div', { className: 'fields' }, scene.row, run.row, theme.row, width.row, height.row),
      frameLine.row, ...(elementScript ? [elementLine.row] : []),
      element('div', { className: 'preview' })));
  dialog.setAttribute('aria-labelledby', 'embed-title');
  dialog.addEventListener('input', update);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove(); // and with it the preview's drawing context
    document.getElementById('canvas').focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  update();
}
