// The one-token changes that could be made to a C++ source as clang-format leaves it: binary operators between blanks,
// signs without, template brackets without.

// What is no code, blanked out place by place: comments, preprocessor lines, assertions. Texts in quotes are blanked too
// and listed, since their content is changed as a whole.
function read(source) {
  const quotes = [];
  const blank = (text) => text.replaceAll(/[^\n]/g, ' ');
  let code = source.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm, (found, at) => {
    if (found[0] === '"' || found[0] === "'") quotes.push([at, found]);
    return blank(found);
  });
  code = code.replaceAll(/\b(?:static_assert|assert|eigen_assert)\([^;]*;/g, blank);
  return { code, quotes: quotes.filter(([at, text]) => !asserted(source, at) && text.length > 0) };
}

const asserted = (source, at) => /\b(?:static_assert|assert|eigen_assert)\([^;]*$/.test(source.slice(Math.max(0, at - 400), at)) ||
  /#\s*\w[^\n]*$/.test(source.slice(0, at).split('\n').at(-1));

const other = (pairs) => Object.fromEntries(pairs.flatMap(([a, b]) => [[a, [b]], [b, [a]]]));

// kind: how often it is drawn, where it stands, and what may stand there instead (given the text found)
const kinds = {
  sign: {
    weight: 2, at: /(?<=[(,=?:[{] |[([{]|return )-(?=[\w(])| [-+]=(?= )/g,
    instead: (t) => (t === '-' ? [''] : other([[' +=', ' -=']])[t]),
  },
  comparison: {
    weight: 3, at: /(?<= )(?:<=|>=|<|>|==|!=)(?= )/g,
    instead: (t) => ({ '<': ['<=', '>='], '<=': ['<'], '>': ['>=', '<='], '>=': ['>'], '==': ['!='], '!=': ['=='] })[t],
  },
  arithmetic: {
    weight: 3, at: /(?<= )[-+*/%&|^](?= )|(?<= )(?:<<|>>|\*=|\/=)(?= )/g,
    instead: (t) => ({ ...other([['+', '-'], ['*', '/'], ['<<', '>>'], ['*=', '/=']]), '%': ['*'], '&': ['|'], '|': ['&'], '^': ['&'] })[t],
  },
  constant: {
    weight: 4, at: /(?<![\w.'])(?:0x[\da-f']+|\d[\d']*(?:\.\d*)?(?:e-?\d+)?)(?:f|u|l|ul|ull)?(?![\w.'])/g,
    instead: number,
  },
  result: { weight: 4, at: /\breturn (?![{};])[^;]*;/g, instead: (t) => (/^return (true|false|nullptr|\*this|\d+);$/.test(t) ? [] : ['return {};']) },
  body: { weight: 1, at: /(?<=^ {0,2}(?!if|for|while|switch|do|struct|class|}|else)\S.*\)(?: const| override)* )\{(?=\n)/gm, instead: () => ['{ return {};', '{ return;'] },
  truth: { weight: 1, at: /\b(?:true|false)\b/g, instead: (t) => other([['true', 'false']])[t] },
  logic: { weight: 1.5, at: /(?<= )(?:&&|\|\|)(?= )/g, instead: (t) => other([['&&', '||']])[t] },
  not: { weight: 1, at: /!(?=[\w(])/g, instead: () => [''] },
  extreme: {
    weight: 1, at: /\bstd::(?:min|max)(?:_element)?\b|\b(?:all|any|none)_of\b|\.(?:min|max)Coeff\b/g,
    instead: (t) => (t.includes('min') ? [t.replace('min', 'max')] : t.includes('max') ? [t.replace('max', 'min')]
      : ['all_of', 'any_of', 'none_of'].filter((o) => o !== t)),
  },
  step: { weight: 1, at: /\+\+|--|\bcontinue;|\bbreak;/g, instead: (t) => ({ ...other([['++', '--']]), 'continue;': ['break;'], 'break;': [';'] })[t] },
};

function number(text) {
  const [, digits, suffix] = text.match(/^(0x[\da-f']+|[\d.'e-]+)(f|u|l|ul|ull)?$/);
  const value = Number(digits.replaceAll("'", ''));
  if (digits.startsWith('0x')) return [`0x${(BigInt(digits.replaceAll("'", '')) + 1n).toString(16)}${suffix ?? ''}`];
  if (/[.e]/.test(digits) || suffix === 'f') return (value === 0 ? ['1.0'] : [`${value * 2}`, `${value / 2}`]).map((n) => (/[.e]/.test(n) ? n : `${n}.0`) + (suffix ?? ''));
  return (value === 0 ? [1] : [value + 1, value - 1]).map((n) => `${n}${suffix ?? ''}`);
}

function quote(text) {
  if (text[0] === "'") return text.length === 3 && text !== "'~'" ? [`'${text === "'&'" || text === "'['" ? '?' : String.fromCharCode(text.charCodeAt(1) + 1)}'`] : ["'?'"];
  return text === '""' ? ['"?"'] : ['""', `${text.slice(0, -1)}?"`];
}

// Sizes of arrays and of what is reserved: with room to spare nothing changes.
const room = (code, at) => /(?:array<[^;]*|reserve\([^;]*|alignas\()$/.test(code.slice(Math.max(0, at - 90), at).split('\n').at(-1)) &&
  !code.slice(at - 90, at).split('\n').at(-1).includes('>');

// Every place of a source where a change can be made: { kind, at, before, instead: [after…] }.
export function places(source) {
  const { code, quotes } = read(source);
  const found = [];
  for (const [kind, { at, instead }] of Object.entries(kinds)) {
    for (const match of code.matchAll(at)) {
      if (kind === 'constant' && room(code, match.index)) continue;
      // a result is found in the code but changed in the source, where its texts stand
      const before = source.slice(match.index, match.index + match[0].length);
      const after = instead(kind === 'result' ? before : match[0]) ?? [];
      if (after.length > 0) found.push({ kind, at: match.index, before, instead: after });
    }
  }
  for (const [at, text] of quotes) found.push({ kind: 'text', at, before: text, instead: quote(text) });
  return found;
}

export const weights = { ...Object.fromEntries(Object.entries(kinds).map(([kind, { weight }]) => [kind, weight])), text: 2 };

// mulberry32: the same numbers for the same seed, everywhere
export function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

// The places of all files in the order in which they are drawn: a kind by its weight, then one of its places not drawn
// yet, then what stands there instead.
export function* draws(all, seed) {
  const draw = random(seed);
  const left = Map.groupBy ? Map.groupBy(all, ({ kind }) => kind) : all.reduce((m, p) => m.set(p.kind, [...(m.get(p.kind) ?? []), p]), new Map());
  while (left.size > 0) {
    const open = [...left.keys()];
    let share = draw(2 ** 20) / 2 ** 20 * open.reduce((sum, kind) => sum + weights[kind], 0);
    const kind = open.find((k) => (share -= weights[k]) < 0) ?? open.at(-1);
    const rest = left.get(kind);
    const [place] = rest.splice(draw(rest.length), 1);
    if (rest.length === 0) left.delete(kind);
    yield { ...place, after: place.instead[draw(place.instead.length)] };
  }
}
