// The dialog that gives the line for a course page, with a preview of what it shows. Loaded when it is asked for.
import { titles } from 'scenes.json';
import { element, lineOf, number, open, select, speak } from './dialog.js';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

// `embedPage`: address of the page that shows scenes; `elementScript`: that of the custom element, null where there is none.
export function openEmbedDialog({ figures, translate: tr, embedPage, elementScript }) {
  speak(tr);
  const scene = select('embed-scene', tr('Show'), Object.entries(titles).map(([key, title]) => [key === 'page' ? '' : key, tr(title)]));
  const run = select('embed-run', tr('with'), [
    ['fresh', tr('these settings, from the start')], ['run', tr('this very run, replayed to here')], ['', tr('the opening experiment')],
  ]);
  const theme = select('embed-theme', tr('Theme'), [['', tr('as the visitor prefers')], ['light', tr('light')], ['dark', tr('dark')]]);
  const size = (value) => ({ min: 240, max: 4000, step: 10, value });
  const width = number('embed-width', tr('Width'), size(720));
  const height = number('embed-height', tr('Height'), size(480));
  const frameLine = lineOf('embed-iframe', tr('Line for any page, Canvas, Moodle, reveal.js …'));
  const elementLine = lineOf('embed-element', tr('Lines for a page that may run scripts'));
  const preview = element('iframe', { title: tr('Preview') });

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

  const dialog = open('embed', tr('Embed in a course page'),
    element('div', { className: 'fields' }, scene.row, run.row, theme.row, width.row, height.row),
    frameLine.row, ...(elementScript ? [elementLine.row] : []),
    element('div', { className: 'preview' }));
  dialog.addEventListener('input', update);
  update();
}
