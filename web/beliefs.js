// Three beliefs, asked before the first lesson and in other clothes after the last one: a learner sees what has changed.
// The answers are kept in this browser alone (progress.js).
import { element } from './dialog.js';
import { beliefs as keep } from './progress.js';

const answers = ['yes', 'unsure', 'no'];

// `tr` the program's words, `put` what printf would put there. Gives { root, show(when), clear(), rows() }; `when`: 'before',
// 'after' or ''.
export function makeBeliefs(tr, put) {
  const said = { yes: tr('True'), unsure: tr('Not sure'), no: tr('False') };
  const all = [
    { before: tr('A network that was trained with dropout still drops units when it is used.'), holds: { before: 'no', after: 'no' },
      after: tr('You ask a trained network the same question twice. Because of dropout the answers may differ.'),
      because: tr('When it is used nothing is dropped (lesson 6).') },
    { before: tr('If its cost rises while it trains with dropout, the program has a fault.'), holds: { before: 'no', after: 'yes' },
      after: tr('With dropout, J was larger after an iteration than before it. That alone shows no fault.'),
      because: tr('Each iteration trains another sub-network, so J belongs to another one each time (lesson 8).') },
    { before: tr('Dropout makes every network better on new data.'), holds: { before: 'no', after: 'no' },
      after: tr('A network of few units learns from thousands of examples. Dropout is sure to help it.'),
      because: tr('It helps where data is scarce, and not always (lesson 9).') },
  ];
  const kept = keep();
  let given = kept.read();
  const root = element('section', { className: 'beliefs', hidden: true });
  let stands = '';

  const press = (words, deed, className) => {
    const made = element('button', { type: 'button', textContent: words, className });
    made.addEventListener('click', deed);
    return made;
  };

  // the next question of `when`
  function ask(when) {
    const at = given[when].length;
    const answer = (choice) => {
      const goes = choice === null ? [null] : [...given[when], choice];
      given = { ...given, [when]: goes };
      kept.write(given);
      stands = '';
      show(when);
      root.querySelector('button')?.focus();
    };
    const buttons = answers.map((choice) => press(said[choice], () => answer(choice), ''));
    const heading = when === 'before' ? tr('Before you begin: %d of %d') : tr('And now: %d of %d');
    root.replaceChildren(element('h3', { textContent: put(heading, at + 1, all.length) }),
      ...(when === 'before' ? [element('p', { className: 'note', textContent: tr('A network is made of units. It learns by making a number, its cost J, small. Dropout leaves out units at random. What do you believe?') })] : []),
      element('p', { className: 'belief', textContent: all[at][when] }),
      element('div', { className: 'row' }, ...buttons, press(tr('skip'), () => answer(null), 'link')));
  }

  // before and after side by side
  function compare() {
    const right = (when) => all.filter(({ holds }, i) => given[when][i] === holds[when]).length;
    const changed = put(tr('Right before the lessons: %d of %d. Right now: %d of %d.'), right('before'), all.length, right('after'), all.length);
    const items = all.map((one, i) => element('div', { className: 'compared' },
      element('p', { className: 'belief', textContent: one.after }),
      element('p', { className: 'note', textContent: `${put(tr('You: %s. It is: %s.'), said[given.after[i]], said[one.holds.after])} ${one.because}` }),
      element('p', { className: 'note', textContent: `${put(tr('Before you said of this: %s'), said[given.before[i]])} – “${one.before}”` })));
    root.replaceChildren(element('h3', { textContent: tr('What you believe now') }), element('p', { textContent: changed }), ...items);
  }

  const whole = (when) => given[when].length === all.length;

  function show(when) {
    const skipped = when && given[when][0] === null;
    const now = !when || skipped || (when === 'after' && !whole('before')) ? '' : whole(when) ? (when === 'after' ? 'compared' : '') : `${when} ${given[when].length}`;
    root.hidden = now === '';
    if (now === stands) return;
    stands = now;
    if (now === 'compared') compare();
    else if (now) ask(when);
  }

  return {
    root,
    show,
    clear() {
      kept.clear();
      given = kept.read();
      stands = '';
    },
    // for a table of the learner's own: belief, before, after
    rows: () => all.map(({ before }, i) => [before, given.before[i] ?? '', given.after[i] ?? '']),
  };
}
