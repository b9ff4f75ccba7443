// The dialog that gives the line for a course page, with a preview of what it shows. Loaded when it is asked for.
import { generate } from 'lean-qr/nano';
import { titles } from 'scenes.json';
import { element, fit, lineOf, number, open, select, speak } from './dialog.js';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

// A page in a file or on the machine that it is looked at on is there for nobody else. ADDRESS is where the build was told
// that the page will be (web/run --address), or ''.
const isLocal = ({ protocol, hostname }) => protocol === 'file:' || /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname);
function placed(page) {
  const url = new URL(page);
  return isLocal(url) && ADDRESS ? new URL(url.pathname.split('/').pop(), ADDRESS) : url;
}

// `asked`: the scene that is looked at; `lesson`: the one that is open, or ''; `embedPage`: address of the page that shows scenes; `elementScript`: that of the
// custom element, null where there is none; `wholePage`: that of the page with everything.
const alone = ['page', 'settings'];

export function openEmbedDialog(program, { scene: asked, lesson, embedPage, elementScript, wholePage }) {
  const { tr } = program;
  const figures = JSON.parse(program.figures());
  speak(program);
  const scene = select('embed-scene', tr('Show'), Object.entries(titles).map(([key, title]) => [key === 'page' ? '' : key, tr(title)]));
  if (lesson) scene.control.prepend(element('option', { value: `lesson=${lesson}`, textContent: tr('This lesson') }));
  scene.control.value = lesson ? `lesson=${lesson}` : asked === 'page' ? '' : asked;
  const ofLesson = () => scene.control.value.startsWith('lesson=');
  // a segment: further scenes of the same run, where it stops, and what it asks then
  const [second, third] = [tr('beside it'), tr('and beside that')].map((words, i) => select(`embed-beside-${i + 1}`, words,
    [['', tr('nothing')], ...Object.entries(titles).filter(([key]) => !alone.includes(key)).map(([key, title]) => [key, tr(title)])]));
  const stop = number(program, 'embed-stop', tr('Stops at iteration (0: nowhere)'), { min: 0, max: 1e9, value: 0 });
  const ask = element('input', { id: 'embed-ask', type: 'text', maxLength: 300 });
  const question = element('label', { className: 'row' }, tr('and asks'), ask);
  const run = select('embed-run', tr('with'), [
    ['fresh', tr('these settings, from the start')], ['run', tr('this very run, replayed to here')], ['', tr('the opening experiment')],
  ]);
  const theme = select('embed-theme', tr('Theme'), [['', tr('as the visitor prefers')], ['light', tr('light')], ['dark', tr('dark')]]);
  const size = (value) => ({ min: 240, max: 4000, value });
  const width = number(program, 'embed-width', tr('Width'), size(720));
  const height = number(program, 'embed-height', tr('Height'), size(480));
  const frameLine = lineOf('embed-iframe', tr('Line for any page, Canvas, Moodle, reveal.js …'));
  const elementLine = lineOf('embed-element', tr('Lines for a page that may run scripts'));
  const preview = element('iframe', { title: tr('Preview') });
  const code = element('canvas', { id: 'embed-code' });
  const said = element('p', { className: 'said missing' });
  const told = element('p', { className: 'said missing' });
  if (isLocal(new URL(embedPage))) {
    told.textContent = ADDRESS ? tr('The lines name the address that this page was built for.')
      : tr('This page lies on your own machine, and so does the address in these lines: nobody else can follow it. Put the page on a server, and take the lines there.');
  }
  const show = (address) => {
    code.style.display = 'block'; // not `hidden`: every canvas is a block
    said.textContent = tr('For phones in the room: this very scene.');
    try {
      if (isLocal(new URL(address))) throw new RangeError();
      const squares = generate(address);
      squares.toCanvas(code, { off: [255, 255, 255] });
      code.style.width = `${Math.max(200, 4 * (squares.size + 8))}px`;
    } catch (error) {
      code.style.display = 'none';
      said.textContent = error instanceof RangeError ? '' : tr('This run’s link is too long for a QR code. Choose its settings from the start.');
    }
  };

  const ofSegment = () => !ofLesson() && scene.control.value !== '' && !alone.includes(scene.control.value);
  const shownScenes = () => (ofSegment() ? [...new Set([scene, second, third].map(({ control }) => control.value))] : [scene.control.value]).filter(Boolean).join(',');
  const asks = () => (ofSegment() ? { stop: Number(stop.value) ? String(stop.value) : '', ask: ask.value.trim() } : {});
  for (const row of [scene.row, run.row, question]) row.classList.add('wide');
  const fragment = () => {
    const segment = Object.entries(asks()).map(([key, value]) => value && `${key}=${encodeURIComponent(value)}`);
    const words = [ofLesson() ? scene.control.value : shownScenes() && `scene=${shownScenes()}`, ...segment, theme.control.value && `theme=${theme.control.value}`];
    const link = ofLesson() ? '' : run.control.value === 'fresh' ? figures.link.replace(/&(length|do|at)=[^&]*/g, '') : run.control.value === 'run' ? figures.link : '';
    return [...words, link].filter(Boolean).join('&');
  };
  const spoken = new URLSearchParams(location.search).get('lang');
  const language = spoken ? `?lang=${encodeURIComponent(spoken)}` : '';
  let shown = null;
  const update = () => {
    const words = fragment();
    const tail = `${language}${words ? `#${words}` : ''}`;
    const address = `${placed(embedPage)}${tail}`;
    const local = `${embedPage}${tail}`;
    const title = `Dropout Lab: ${scene.control.selectedOptions[0].textContent.toLowerCase()}`;
    frameLine.area.value = `<iframe src="${escaped(address)}" width="${width.value}" height="${height.value}" ` +
      `title="${title}" loading="lazy" style="border:0;max-width:100%"></iframe>`;
    const link = words.split('&').filter((word) => !/^(scene|lesson|stop|ask|theme)=/.test(word)).join('&');
    run.row.hidden = ofLesson(); // it has its own
    for (const row of [second.row, third.row, stop.row, question]) row.hidden = !ofSegment();
    const attributes = { ...(ofLesson() ? { lesson } : { scene: shownScenes() }), ...asks(), theme: theme.control.value, link, height: String(height.value) };
    const given = Object.entries(attributes).filter(([, value]) => value).map(([name, value]) => ` ${name}="${escaped(value)}"`);
    elementLine.area.value = `<script src="${placed(elementScript)}" defer></script>\n` +
      `<dropout-lab${given.join('')}>${title}</dropout-lab>`;
    for (const { area } of [frameLine, elementLine]) if (area.isConnected) fit(area);
    preview.style.aspectRatio = `${width.value} / ${height.value}`;
    if (shown === address) return;
    shown = address;
    show(`${placed(scene.control.value ? embedPage : wholePage)}${tail}`);
    preview.remove();
    preview.src = local;
    dialog.querySelector('.preview').append(preview);
  };

  const dialog = open('embed', tr('Embed in a course page'),
    element('div', { className: 'fields' }, scene.row, second.row, third.row, run.row, question, stop.row, theme.row, width.row, height.row),
    ...(told.textContent ? [told] : []), frameLine.row, ...(elementScript ? [elementLine.row] : []),
    element('div', { className: 'preview' }), element('div', { className: 'code' }, said, code));
  dialog.addEventListener('input', update);
  update();
}
