// The dialog that gives a small task for a dropout program of one's own and says what is wrong with what it made of it.
// Loaded when it is asked for; the program itself reads and judges (src/lab/include/lab/own_program.h).
import { element, lineOf, number, open, select, speak } from './dialog.js';

// What was pasted is there again when the dialog is.
const kept = { seed: 1, format: '', pasted: ['', '', ''] };

const boxes = (tr) => [
  ['check-a', tr('Your A after dropout, in training')],
  ['check-da', tr('Your dA after the backward pass')],
  ['check-test', tr('Your A at test (may be left out)')],
];

function paragraph({ of, faults, words }) {
  const state = faults.length === 0 ? 'right' : faults[0] === 'missing' ? 'missing' : 'wrong';
  const sign = { right: '✓', missing: '·', wrong: '✗' }[state];
  return element('p', { className: state }, element('b', { textContent: `${sign} ${of}` }), ` ${words}`);
}

export function openCheckDialog(program) {
  const { tr } = program;
  speak(tr);
  const seed = number('check-seed', tr('Task number'), { min: 0, max: 1000000, step: 1, value: kept.seed });
  const format = select('check-format', tr('Written as'), [['', 'NumPy'], ['csv', 'CSV']]);
  format.control.value = kept.format;
  const task = lineOf('check-task', tr('The task'), 9);
  const areas = boxes(tr).map(([id, label], i) => {
    const area = element('textarea', { id, rows: 3, spellcheck: false, value: kept.pasted[i], placeholder: '[[0.  1.4 …' });
    return { area, row: element('div', { className: 'line' }, element('label', { htmlFor: id, textContent: label }), area) };
  });
  const said = element('div', { id: 'check-said', className: 'said' });
  said.setAttribute('role', 'status');

  const update = () => {
    kept.seed = Math.min(1000000, Math.max(0, Math.trunc(Number(seed.control.value)) || 0));
    kept.format = format.control.value;
    kept.pasted = areas.map(({ area }) => area.value);
    task.area.value = program.task(kept.seed, kept.format === 'csv');
    if (!kept.pasted.some((text) => text.trim())) return said.replaceChildren();
    const { right, findings } = JSON.parse(program.check(kept.seed, ...kept.pasted));
    const verdict = right ? [element('p', { className: 'right' }, element('b', { textContent: tr('Your dropout is right.') }))] : [];
    return said.replaceChildren(...verdict, ...findings.map(paragraph));
  };

  const dialog = open('check', tr('Check my own program'),
    element('p', { className: 'lead', textContent: tr('Give A, D and keep_prob to your own dropout in place of what it draws, and dA to its backward pass. ' +
      'Paste what it makes of them, as print() writes it or as CSV: a fault is named.') }),
    element('div', { className: 'fields' }, seed.row, format.row),
    task.row, ...areas.map(({ row }) => row), said);
  dialog.addEventListener('input', update);
  update();
}
