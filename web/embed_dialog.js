// The dialog that gives the line for a course page, with a preview of what it shows. Loaded when it is asked for.
import { titles } from 'scenes.json';

let tr; // the program's

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

// `embedPage`: address of the page that shows scenes; `elementScript`: that of the custom element, null where there is none.
export function openEmbedDialog({ figures, translate, embedPage, elementScript }) {
  tr = translate;
  document.getElementById('embed')?.remove();
  const scene = select('embed-scene', tr('Show'), Object.entries(titles).map(([key, title]) => [key === 'page' ? '' : key, tr(title)]));
  const run = select('embed-run', tr('with'), [
    ['fresh', tr('these settings, from the start')], ['run', tr('this very run, replayed to here')], ['', tr('the opening experiment')],
  ]);
  const theme = select('embed-theme', tr('Theme'), [['', tr('as the visitor prefers')], ['light', tr('light')], ['dark', tr('dark')]]);
  const width = number('embed-width', tr('Width'), 720);
  const height = number('embed-height', tr('Height'), 480);
  const frameLine = lineOf('embed-iframe', tr('Line for any page, Canvas, Moodle, reveal.js …'));
  const elementLine = lineOf('embed-element', tr('Lines for a page that may run scripts'));
  const preview = element('iframe', { title: tr('Preview') });
  const close = element('button', { type: 'button', className: 'close', textContent: tr('Close') });

  const fragment = () => {
    const words = [scene.control.value && `scene=${scene.control.value}`, theme.control.value && `theme=${theme.control.value}`];
    const link = run.control.value === 'fresh' ? figures.link.replace(/&(do|at)=[^&]*/g, '') : run.control.value === 'run' ? figures.link : '';
    return [...words, link].filter(Boolean).join('&');
  };
  const spoken = new URLSearchParams(location.search).get('lang');
  const language = spoken ? `?lang=${encodeURIComponent(spoken)}` : '';
  let shown = null;
  const update = () => {
    const words = fragment();
    const address = `${embedPage}${language}${words ? `#${words}` : ''}`;
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
      element('h2', { id: 'embed-title', textContent: tr('Embed in a course page') }), close,
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
