// The guesses of a class: learners copy a short code each, a teacher pastes them all and sees how they spread about what
// was measured. Nothing leaves the browser. Loaded when it is asked for.
import { element, open, speak } from './dialog.js';

// "c3 g1,0.8,0.6 m1,0.5,0.34": a lesson, what was guessed, what was measured.
const written = (numbers) => numbers.map((value) => Number(value.toPrecision(3))).join(',');
export const codeOf = (id, guess, answer) => `${id} g${written(guess)} m${written(answer)}`;

const pattern = /\b(c\d+)\s+g(-?[\d.]+(?:,-?[\d.]+)*)\s+m(-?[\d.]+(?:,-?[\d.]+)*)/g;

// Of one lesson: [{ guess, answer }]; what is no code is passed over, a lesson's code of another shape too.
export function codesIn(text, { id, count }) {
  return [...text.matchAll(pattern)].filter(([, lesson]) => lesson === id)
    .map(([, , guess, answer]) => ({ guess: guess.split(',').map(Number), answer: answer.split(',').map(Number) }))
    .filter(({ guess, answer }) => [...guess, ...answer].every(Number.isFinite) && guess.length === count && answer.length === count);
}

const quantile = (sorted, share) => sorted[Math.round(share * (sorted.length - 1))];

const svg = (name, attributes) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

// A line for each number of the guess: a point for every learner, and where it was measured.
function strip(lesson, values, truth) {
  const low = lesson.guess === 'order' ? 1 : lesson.low;
  const high = lesson.guess === 'order' ? lesson.count : lesson.high;
  const x = (value) => 8 + 384 * Math.min(1, Math.max(0, (value - low) / (high - low)));
  const picture = svg('svg', { viewBox: '0 0 400 44', class: 'strip', role: 'img' });
  picture.append(svg('line', { x1: 8, x2: 392, y1: 36, y2: 36, class: 'axis' }), svg('line', { x1: x(truth), x2: x(truth), y1: 4, y2: 40, class: 'truth' }));
  const stacks = new Map();
  for (const value of values) {
    const at = Math.round(x(value) / 8) * 8;
    const level = stacks.get(at) ?? 0;
    stacks.set(at, level + 1);
    picture.append(svg('circle', { cx: at, cy: 31 - Math.min(level, 4) * 6.5, r: 3, class: 'one' }));
  }
  return picture;
}

export function openClassDialog(program, lesson, labels) {
  const { tr } = program;
  speak(program);
  const area = element('textarea', { id: 'class-codes', rows: 5, spellcheck: false });
  const said = element('p', { className: 'said' });
  said.setAttribute('role', 'status');
  const figures = element('div', { className: 'line spread' });
  const written3 = (value) => `${Number(value.toPrecision(3))}${lesson.unit}`;

  const update = () => {
    const codes = codesIn(area.value, lesson);
    figures.replaceChildren();
    said.textContent = codes.length ? tr('%d codes of this lesson.').replace('%d', codes.length) : area.value.trim() ? tr('There is no code of this lesson in it.') : '';
    for (let i = 0; codes.length && i < lesson.count; i++) {
      const guesses = codes.map(({ guess }) => guess[i]).sort((a, b) => a - b);
      const truth = quantile(codes.map(({ answer }) => answer[i]).sort((a, b) => a - b), 0.5);
      figures.append(element('p', { className: 'said', textContent: `${lesson.count > 1 ? `${labels[i]}: ` : ''}` +
        [quantile(guesses, 0.25), quantile(guesses, 0.75), truth].reduce((words, value) => words.replace('%s', written3(value)),
          tr('Half of the guesses lie between %s and %s; measured was %s.')) }), strip(lesson, guesses, truth));
    }
  };
  const dialog = open('class', `${tr('The class’s guesses')} · ${tr(lesson.title)}`,
    element('p', { className: 'lead', textContent: tr('Paste the codes that learners have copied, all of them together. They stay in this browser.') }),
    element('div', { className: 'line' }, element('label', { htmlFor: area.id, textContent: tr('Codes') }), area), said, figures);
  dialog.addEventListener('input', update);
  update();
}
