// What the words of the lessons and of the figures beside them mean, for whoever meets them for the first time.
import { element } from './dialog.js';

export function makeGlossary(tr) {
  const words = [
    [tr('unit'), tr('adds up its inputs, each times a weight, and passes on what comes out.')],
    [tr('weight'), tr('a number that training changes: how much an input counts.')],
    [tr('layer'), tr('units side by side; a¹ is the first hidden one, ŷ the output, which is the answer.')],
    [tr('iteration'), tr('one update of all weights.')],
    [tr('cost J'), tr('what training makes small: how far the answers are from the labels.')],
    [tr('accuracy'), tr('the share of points whose class is named right; of the test, on points kept out of training.')],
    [tr('dropout'), tr('leaves out units at random in each iteration; keep_prob is the chance to stay.')],
    [tr('mask'), tr('the list of units that stay; together they are a sub-network.')],
    [tr('‖W‖², squared norm'), tr('all weights squared and added up.')],
    [tr('L2'), tr('a price on large weights, added to the cost; λ says how high.')],
    [tr('none'), tr('the network that trains without dropout and without a price.')],
    [tr('seed'), tr('the number from which all chance of a run comes; another one is another random start.')],
  ];
  return element('details', { className: 'glossary' }, element('summary', { textContent: tr('What the words mean') }),
    element('dl', {}, ...words.map(([word, meaning]) => element('div', {}, element('dt', { textContent: word }), ' ', element('dd', { textContent: meaning })))));
}
