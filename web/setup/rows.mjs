// The rows of a catalogue, as `NAME(cell, …)` stands in a .def file: [{macro, cells}]. As in C++, texts that stand one
// after the other are one.
import { readFileSync } from 'node:fs';

const text = String.raw`"(?:[^"\\]|\\.)*"`;
const cell = new RegExp(String.raw`(?:${text}\s*)+|\{[^}]*\}|[^\s,"{}]+`, 'g');

export function rows(file, macro) {
  const row = new RegExp(String.raw`^(${macro})\(((?:[^"()]|${text})*)\)$`, 'gm');
  const found = [...readFileSync(file, 'utf8').matchAll(row)].map(([, name, cells]) => ({
    macro: name,
    cells: cells.match(cell).map((one) => (one.startsWith('"') ? JSON.parse(one.trim().replace(/"\s+"/g, '')) : one)),
  }));
  if (!found.length) throw new Error(`No rows in ${file}`);
  return found;
}
