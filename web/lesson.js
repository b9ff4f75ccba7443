// A lesson's words: text of the page, laid over the place that the program leaves free for them. The program says how the
// lesson stands (src/app/lessons.cpp) and is told what the learner does; here are the words alone. Loaded when a lesson
// is opened.
import lessons from 'lessons.json';
import css from './lesson.css';
import { makeBeliefs } from './beliefs.js';
import { element, speak } from './dialog.js';
import { makeGlossary } from './glossary.js';
import { marks } from './progress.js';

const grouped = (number) => number.toLocaleString('en').replaceAll(',', tr(','));
let tr;

// With what printf would put there.
const put = (english, ...values) => english.replace(/%[ds]/g, () => values.shift());

// With {0}, {1}, … for the figures as the program writes them.
const filled = (sentence, figures) => tr(sentence).replace(/\{(\d+)\}/g, (_, i) => figures[i] ?? '–').replaceAll(' %', '\u00a0%');

const button = (words, deed, className = '') => {
  const made = element('button', { type: 'button', className, textContent: words });
  made.addEventListener('click', deed);
  return made;
};

// Writes what has changed alone: else a reader's place in the text, a selection and a translation would be lost.
function say(place, words) {
  if (place.said === words) return;
  place.said = words;
  place.textContent = words;
  place.hidden = words === '';
}

const step = ({ low, high }) => 10 ** Math.floor(Math.log10((high - low) / 50));

// A number of a guess, as the program writes it, with its unit.
const told = ({ guess, unit }, value, words) => (guess === 'shares' ? `${Math.round(100 * value)}\u00a0%` : `${words}${unit && unit !== '×' ? '\u00a0' : ''}${tr(unit)}`);

// The numbers of a guess, for whoever does not draw them. `give(numbers)`
function makeNumbers(lesson, give) {
  const { count } = lesson;
  const list = element('div', { className: `numbers of-${lesson.guess}` });
  const rows = Array.from({ length: count }, (_, i) => {
    const name = element('span');
    const value = element('output');
    if (lesson.guess === 'order') {
      const row = element('div', { className: 'number' }, value, name);
      return { row, name, value };
    }
    const share = lesson.guess === 'shares';
    const input = element('input', { type: 'range', min: share ? 0 : lesson.low, max: share ? 1 : lesson.high, step: share ? 0.01 : step(lesson) });
    input.addEventListener('input', () => {
      const guess = rows.map((one) => Number(one.input.value));
      if (share) { // what the others have is shared among them as before
        const others = guess.reduce((sum, one, k) => sum + (k === i ? 0 : one), 0);
        guess.forEach((one, k) => { if (k !== i) guess[k] = others > 0 ? one * (1 - guess[i]) / others : (1 - guess[i]) / (count - 1); });
      }
      give(guess);
    });
    const row = element('label', { className: 'number' }, name, input, value);
    return { row, name, value, input };
  });
  list.append(...rows.map(({ row }) => row));
  let places = [];
  if (lesson.guess === 'order') {
    rows.forEach((one, place) => {
      const move = (by) => {
        const moved = places.map((now) => (now === place + 1 ? place + 1 + by : now === place + 1 + by ? place + 1 : now));
        give(moved);
      };
      one.up = button('↑', () => move(-1));
      one.down = button('↓', () => move(1));
      one.up.disabled = place === 0;
      one.down.disabled = place === count - 1;
      one.row.append(one.up, one.down);
    });
  }
  return {
    list,
    show(now) {
      rows.forEach((one, i) => {
        if (lesson.guess === 'order') {
          places = now.guess;
          const which = now.labels[now.guess.indexOf(i + 1)] ?? '';
          say(one.value, `${i + 1}`);
          say(one.name, which);
          one.up.setAttribute('aria-label', put(tr('%s up'), which));
          one.down.setAttribute('aria-label', put(tr('%s down'), which));
          return;
        }
        say(one.name, count > 1 ? now.labels[i] : tr('Your guess'));
        say(one.value, told(lesson, now.guess[i], now.words[i]));
        if (document.activeElement !== one.input) one.input.value = now.guess[i];
        one.input.setAttribute('aria-valuetext', told(lesson, now.guess[i], now.words[i]));
      });
    },
  };
}

// What was guessed beside what was measured, in a sentence.
function gap(lesson, now, { answer, words }) {
  if (!now.guessed || !answer.length) return '';
  const both = (i) => put(tr('Your guess: %s. Measured: %s.'), told(lesson, now.guess[i], now.words[i]), told(lesson, answer[i], words[i]));
  if (lesson.guess === 'number' && lesson.count === 1) return both(0);
  if (lesson.guess === 'order') {
    const right = now.guess.filter((place, i) => place === answer[i]).length;
    return put(tr('In the right place: %d of %d.'), right, lesson.count);
  }
  const line = (i) => `${now.labels[i]}. ${both(i)}`;
  if (lesson.guess !== 'curve') return now.guess.map((_, i) => line(i)).join('\n');
  const far = now.guess.map((value, i) => Math.abs(value - answer[i]));
  return line(far.indexOf(Math.max(...far))); // where they are farthest apart
}

function makeWords(lesson, index, deed, more) {
  const part = (name, ...children) => element('li', { className: name }, ...children);
  const text = (className = '') => element('p', { className, hidden: true });
  const parts = { claim: element('h2', { tabIndex: -1, textContent: tr(lesson.claim) }), lead: element('p', { className: 'lead', textContent: tr(lesson.words) }) };
  const heading = (words) => element('h3', { tabIndex: -1, textContent: words });

  const numbers = makeNumbers(lesson, (guess) => deed(`guess ${guess.join(' ')}`));
  const byNumbers = element('details', {}, element('summary', { textContent: tr('Give it in numbers') }), numbers.list);
  const yours = text('yours');
  const guess = part('guess', heading(tr('Guess')), element('p', { textContent: tr(lesson.question) }), byNumbers, yours);

  const act = element('p', { textContent: tr(lesson.act) });
  const run = button('', () => deed('run'), 'primary');
  const skip = button(tr('skip the guess'), () => deed('run'), 'link');
  const progress = text('progress');
  const pressed = element('div', { className: 'row' }, run, skip);
  const runs = part('run', heading(tr('Run')), act, pressed, progress);

  const sentence = text('sentence');
  const missed = text('gap');
  const changed = text('note');
  const held = text('note');
  const another = button(tr('another random start'), () => deed('again'));
  const again = text('sentence');
  const live = element('div', {}, sentence, missed, changed);
  live.setAttribute('role', 'status');
  const liveAgain = element('div', {}, again);
  liveAgain.setAttribute('role', 'status');
  const code = button(tr('copy my code'), () => more.copyCode(code), 'link');
  code.title = tr('Guess and measurement as a short text, for whoever teaches.');
  const measured = part('measured', heading(tr('Measured')), live, held, liveAgain, element('div', { className: 'row' }, another, code));

  const reply = text('reply');
  reply.setAttribute('role', 'status');
  const figure = button(tr('back to what was measured'), () => deed('why -1'), 'link');
  const answers = lesson.why.map(({ answer }, i) => button(tr(answer), () => deed(`why ${i}`), 'answer'));
  const why = part('why', heading(tr('Why?')), ...answers, reply);

  const breakIt = button(tr('Break it'), () => deed('break'), 'primary');
  const broken = text('sentence');
  const liveBroken = element('div', {}, broken);
  liveBroken.setAttribute('role', 'status');
  const breaking = part('break', heading(tr('Break it')), element('p', { textContent: tr(lesson.breaks) }), breakIt, liveBroken);

  const list = element('ol', {}, guess, runs, measured, why, breaking);
  const truth = element('details', { className: 'truth' }, element('summary', { textContent: tr('What is exactly true') }),
    element('p', { textContent: tr(lesson.truth) }), element('p', { className: 'formula', textContent: lesson.formula }),
    element('p', { className: 'note', textContent: tr(lesson.source) }));
  const ofClass = button(tr('the class’s guesses'), () => more.openClass(), 'link');
  const print = button(tr('print'), () => more.print(), 'link');
  const save = button(tr('save my progress'), () => more.save(), 'link');
  const clear = button(tr('clear my progress'), () => more.clear(), 'link');
  const others = element('div', { className: 'row others' }, ofClass, print, save, clear);
  const first = index === 0, last = index === lessons.length - 1;
  const back = button(tr('‹ back'), () => deed(`open ${lessons[index - 1].id}`), 'link');
  const next = button(tr('next ›'), () => deed(`open ${lessons[index + 1].id}`), 'link');
  back.hidden = first;
  next.hidden = last;
  const close = button(tr('close'), () => deed('close'), 'link');
  const foot = element('footer', {}, close, element('span'), back, next);
  const { beliefs } = more;
  const scroll = element('div', { className: 'scroll' }, ...(first ? [beliefs.root] : []), parts.claim, parts.lead, makeGlossary(tr), list, ...(last ? [beliefs.root] : []), truth, others);

  const itsWords = (found) => (found ? filled(lesson[found.verdict], found.figures) : '');
  let stood = '';
  let solved = false; // the right answer was among those that were chosen

  function show(now, compact) {
    // what is to be pressed is in sight
    const place = compact ? foot : runs;
    if (pressed.parentElement !== place) place.insertBefore(pressed, compact ? foot.firstChild : progress);
    const [own, other, broke] = now.found;
    const guessing = now.at === 'guess';
    solved ||= now.why === lesson.right;
    const done = [now.guessed && !guessing, Boolean(own), Boolean(own), solved, Boolean(broke)];
    const at = guessing ? 0 : !own ? 1 : now.why < 0 ? 3 : 4;
    [guess, runs, measured, why, breaking].forEach((item, i) => {
      item.classList.toggle('done', done[i]);
      item.classList.toggle('now', i === at || (guessing && i === 1) || (i === 2 && at >= 3));
      item.classList.toggle('later', i > at && !(guessing && i === 1) && !done[i]);
      item.setAttribute('aria-current', i === at ? 'step' : 'false');
    });
    numbers.show(now);
    if (first) beliefs.show(guessing ? 'before' : '');
    if (last) beliefs.show(own && now.at === 'done' ? 'after' : '');
    byNumbers.hidden = !guessing;
    foot.classList.toggle('acts', compact && !(run.hidden && skip.hidden));
    say(yours, guessing || !now.guessed ? '' : lesson.guess === 'order' ? tr('Your order stays beside what is measured.') : tr('Your guess stays in the figure as a dotted line.'));
    const runsNow = now.at === 'running' && now.run === 'own';
    const goes = lesson.swept ? tr('Run them all') : put(tr('Run %s iterations'), grouped(lesson.iterations));
    act.hidden = tr(lesson.act) === `${goes}.`; // the button says it
    run.hidden = !(guessing || (now.at === 'running' && !lesson.swept && !now.playing));
    run.textContent = guessing ? goes : tr('Go on');
    skip.hidden = !guessing || now.guessed;
    run.classList.toggle('primary', now.guessed || !guessing);
    const far = lesson.swept ? `${Math.round(100 * (now.share ?? 0))} %` : put(tr('Iteration %s of %s'), grouped(now.iteration), grouped(lesson.iterations));
    const under = now.at === 'running' ? far : now.at === 'measuring' ? tr('Measuring …') : '';
    say(progress, now.run === 'own' ? under : '');
    say(sentence, own ? itsWords(own) : '');
    say(missed, own ? gap(lesson, now, own) : '');
    say(changed, own?.changed ? tr('Measured on the run as you have changed it.') : '');
    say(held, own && now.of ? put(tr('With other random starts the claim held %d of %d times.'), now.holds, now.of) : '');
    say(again, other ? `${put(tr('Random start %d:'), other.seed)} ${itsWords(other)}` : now.run === 'again' ? under : '');
    another.hidden = !own || lesson.swept; // a sweep has several
    another.disabled = now.at !== 'done';
    code.hidden = !own || !now.guessed || !own.answer.length;
    answers.forEach((one, i) => {
      one.hidden = !own;
      one.setAttribute('aria-pressed', String(i === now.why));
      one.classList.toggle('right', i === now.why && i === lesson.right);
      one.classList.toggle('wrong', i === now.why && i !== lesson.right);
    });
    if (now.why >= 0) answers[now.why].after(reply, figure);
    figure.hidden = now.why < 0 || !own || lesson.why[now.why].proof === lesson.view;
    const said = now.why >= 0 ? tr(lesson.why[now.why].reply) : '';
    say(reply, said && now.run !== 'own' ? put(tr('Of the lesson’s own run: %s'), said) : said);
    breakIt.hidden = !own;
    breakIt.disabled = now.at !== 'done';
    say(broken, broke ? itsWords(broke) : now.run === 'broken' ? under : '');
    const stands = `${now.at} ${now.run} ${now.why}`;
    if (stood && stands !== stood && now.at !== 'running') {
      const item = now.run === 'broken' ? breaking : now.run === 'again' || now.why < 0 ? measured : why;
      if (now.at === 'done') item.scrollIntoView({ block: 'start' });
    }
    stood = stands;
  }
  return { root: [scroll, foot], first: parts.claim, show };
}

// `frame` is frame.js, where the page is one; `program` the program, `bridge` the page's half of it. Gives what takes the program's words.
export function makeLesson(program, canvas, frame, bridge) {
  tr = program.tr;
  speak(program);
  document.styleSheets[0].insertRule(`@media all{${css}}`, document.styleSheets[0].cssRules.length);
  const aside = element('aside', { id: 'lesson', hidden: true });
  canvas.before(aside);
  const kept = marks();
  let shown; // the words of the open lesson
  let open = ''; // its id
  let arrives = false; // the keyboard is to come to it when it is seen
  let told = '';
  const deed = (words) => program.lesson(words);
  let stands; // the lesson, as the program has told last
  const more = {
    beliefs: makeBeliefs(tr, put),
    async copyCode(pressed) {
      const { codeOf } = await import('./class_dialog.js');
      const text = codeOf(stands.id, stands.guess, stands.found[0].answer);
      const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
      pressed.textContent = done ? tr('Copied') : text;
      if (done) setTimeout(() => { pressed.textContent = tr('copy my code'); }, 2500);
    },
    async openClass() {
      const { openClassDialog } = await import('./class_dialog.js');
      openClassDialog(program, lessons.find(({ id }) => id === stands.id), stands.labels);
    },
    // with the figure as it is now
    print() {
      const { savePicture } = bridge;
      aside.querySelector('.truth').open = true;
      const figure = aside.querySelector('canvas') ?? aside.firstChild.appendChild(element('canvas'));
      const box = globalThis.dropoutLab.box('lesson_view');
      bridge.savePicture = () => {
        const { left, top, width } = canvas.getBoundingClientRect();
        const ratio = canvas.width / width;
        Object.assign(figure, { width: box.width * ratio, height: box.height * ratio });
        figure.getContext('2d').drawImage(canvas, (box.x - left) * ratio, (box.y - top) * ratio, figure.width, figure.height, 0, 0, figure.width, figure.height);
      };
      program.picture();
      bridge.savePicture = savePicture;
      globalThis.print();
    },
    save() {
      const rows = lessons.map(({ id, title }, i) => `${id},"${tr(title)}",${[1, 2, 4].map((mark) => Number((stands.marks[i] & mark) > 0)).join(',')},,`);
      const believed = more.beliefs.rows().map(([belief, before, after]) => `belief,"${belief}",,,,${before},${after}`);
      bridge.save('dropout-lab-lessons.csv', 'text/csv', `lesson,title,guessed,seen,broken,before,after\n${[...rows, ...believed].join('\n')}\n`);
    },
    clear() {
      kept.clear();
      more.beliefs.clear();
      deed(`marks ${lessons.map(() => 0).join(' ')}`);
    },
  };
  deed(`titles ${lessons.map(({ title }) => tr(title)).join('|')}`);
  if (kept.read()) deed(`marks ${kept.read().join(' ')}`);

  // What a host is told, at most once of each.
  function tell(lesson, now) {
    const found = now.found[['own', 'again', 'broken'].indexOf(now.run)];
    const key = `${lesson.id} ${now.at} ${now.run} ${found?.seed}`;
    if (!frame || told === key || now.at === 'measuring') return;
    told = key;
    frame.tell('lesson', { lesson: lesson.id, at: now.at, run: now.run, guess: now.guessed ? now.guess : null,
      ...(now.at === 'done' && found && { verdict: found.verdict, measured: found.answer, figures: found.figures, seed: found.seed, changed: found.changed,
        sentence: filled(lesson[found.verdict], found.figures) }) });
  }

  return (now) => {
    stands = now;
    kept.write(now.marks);
    const index = lessons.findIndex(({ id }) => id === now.id);
    if (index < 0) {
      aside.hidden = true;
      open = '';
      return;
    }
    const lesson = lessons[index];
    if (open !== lesson.id) {
      // the keyboard comes to the words where it was in those before, or at the picture; within a host page it is the host's
      const here = document.activeElement;
      arrives = open === '' ? !frame && (here === canvas || here === document.body) : aside.contains(here);
      open = lesson.id;
      deed(`unit ${tr(lesson.unit)}`);
      deed(`names ${tr(lesson.guessed)}`);
      shown = makeWords(lesson, index, deed, more);
      aside.setAttribute('aria-label', `${put(tr('Lesson %d of %d'), index + 1, lessons.length)}: ${tr(lesson.title)}`);
      aside.replaceChildren(...shown.root);
    }
    const [x, y, width, height] = now.place;
    aside.hidden = width === 0;
    Object.assign(aside.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`, fontSize: `${13 * now.scale}px` });
    aside.style.clipPath = now.covers.length ? `path(evenodd, "M0 0H${width}V${height}H0Z${now.covers.map(([left, top, w, h]) =>
      `M${left - x} ${top - y}h${w}v${h}h${-w}Z`).join('')}")` : '';
    if (arrives && !aside.hidden) {
      arrives = false;
      shown.first.focus({ preventScroll: true });
    }
    const compact = height < 430 * now.scale;
    aside.classList.toggle('compact', compact);
    shown.show(now, compact);
    tell(lesson, now);
  };
}
