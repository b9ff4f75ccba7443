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

// What is said below a box: by its class, a sign and words.
function tell(place, finding) {
  const faults = finding?.faults ?? ['missing'];
  const state = faults.length === 0 ? 'right' : faults[0] === 'missing' ? 'missing' : 'wrong';
  place.className = `said ${state}`;
  place.textContent = finding ? `${{ right: '✓ ', missing: '', wrong: '✗ ' }[state]}${finding.words}` : '';
}

const said = (id) => {
  const place = element('p', { id, className: 'said' });
  place.setAttribute('role', 'status');
  return place;
};

export function openCheckDialog(program) {
  const { tr } = program;
  speak(program);
  const seed = number(program, 'check-seed', tr('Task number'), { min: 0, max: 1000000, value: kept.seed });
  const format = select('check-format', tr('Written as'), [['', 'NumPy'], ['csv', 'CSV']]);
  format.control.value = kept.format;
  const task = lineOf('check-task', tr('The task'), 8);
  task.area.wrap = 'off';
  const areas = boxes(tr).map(([id, label], i) => {
    const area = element('textarea', { id, rows: 4, spellcheck: false, wrap: 'off', value: kept.pasted[i] });
    const words = said(`${id}-said`);
    return { area, words, row: element('div', { className: 'line' }, element('label', { htmlFor: id, textContent: label }), area, words) };
  });
  const whole = said('check-said');

  const update = () => {
    kept.seed = seed.value;
    kept.format = format.control.value;
    kept.pasted = areas.map(({ area }) => area.value);
    task.area.value = program.task(kept.seed, kept.format === 'csv');
    const anything = kept.pasted.some((text) => text.trim());
    const { right, findings } = anything ? JSON.parse(program.check(kept.seed, ...kept.pasted)) : { right: false, findings: [] };
    areas.forEach(({ words }, i) => tell(words, findings[i]));
    tell(whole, right ? { faults: [], words: tr('Your dropout is right.') } : undefined);
  };

  const dialog = open('check', tr('Check my own program'),
    element('p', { className: 'lead', textContent: tr('Give A, D and keep_prob to your own dropout in place of what it draws, and dA to its backward pass. Paste what it makes of them, as print() writes it or as CSV: a fault is named.') }),
    element('div', { className: 'fields' }, seed.row, format.row),
    task.row, element('div', { className: 'boxes' }, ...areas.map(({ row }) => row), whole));
  dialog.addEventListener('input', update);
  update();
}
