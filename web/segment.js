// The line under a segment's scenes: where its run stops, and then the question. Text of the page, of whoever embeds it.
import { element } from './dialog.js';
import { segmentLine } from './shapes.js';

const longest = 300; // signs of a question

// `asked` is what the address asks for.
export function showSegment(program, canvas, { stop, ask }) {
  const { tr } = program;
  const at = Number.parseInt(stop, 10) || 0;
  const words = element('p');
  words.setAttribute('role', 'status');
  const go = element('button', { type: 'button', textContent: tr('Go on') });
  go.addEventListener('click', () => program.play(true));
  const line = element('aside', { id: 'segment' }, words, go);
  canvas.parentElement.style.setProperty('--line', `${segmentLine}px`);
  canvas.after(line);
  const until = (at ? tr('Stops at iteration %s.') : '').replace('%s', at.toLocaleString('en').replaceAll(',', tr(',')));
  function tell() {
    const { iteration, playing } = JSON.parse(program.figures());
    const said = iteration >= at && ask ? ask.slice(0, longest) : until;
    if (words.textContent !== said) words.textContent = said; // announced when it changes
    go.hidden = playing || at === 0 || iteration !== at;
  }
  tell();
  setInterval(tell, 200);
}
