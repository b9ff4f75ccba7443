// Screenshots as pixels: just enough PNG (RFC 2083) to read what Chromium writes: 8 bits a channel, not interlaced.
import { inflateSync } from 'node:zlib';

// What each filter predicts from the bytes to the left, above, and above to the left.
const predictors = [
  () => 0,
  (left) => left,
  (left, above) => above,
  (left, above) => (left + above) >> 1,
  (left, above, corner) => {
    const p = left + above - corner;
    const [a, b, c] = [Math.abs(p - left), Math.abs(p - above), Math.abs(p - corner)];
    return a <= b && a <= c ? left : b <= c ? above : corner;
  },
];

// decode(png) is { width, height, at(x, y) }, where at gives [red, green, blue].
export function decode(png) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[png[25]];
  const parts = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const packed = inflateSync(Buffer.concat(parts));
  const row = width * channels;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const predict = predictors[packed[y * (row + 1)]];
    for (let x = 0; x < row; x++) {
      const here = y * row + x;
      const left = x >= channels ? pixels[here - channels] : 0;
      const above = y > 0 ? pixels[here - row] : 0;
      const corner = x >= channels && y > 0 ? pixels[here - row - channels] : 0;
      pixels[here] = packed[y * (row + 1) + 1 + x] + predict(left, above, corner);
    }
  }
  return { width, height, at: (x, y) => [...pixels.subarray(y * row + x * channels, y * row + x * channels + 3)] };
}

const isBlue = ([r, g, b]) => b - r > 50 && b >= g;
const isOrange = ([r, g, b]) => r - b > 50 && r > g;

// The shares of a picture's pixels that are blue and orange (in any tint that the page uses), and how many colours it has.
export function census(picture) {
  let blue = 0;
  let orange = 0;
  const colours = new Set();
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const colour = picture.at(x, y);
      blue += isBlue(colour);
      orange += isOrange(colour);
      colours.add(colour.join());
    }
  }
  const all = picture.width * picture.height;
  return { blue: blue / all, orange: orange / all, colours: colours.size };
}

// The share of pixels in which two pictures of the same size differ visibly.
export function difference(one, other) {
  let differing = 0;
  for (let y = 0; y < one.height; y++) {
    for (let x = 0; x < one.width; x++) {
      const [a, b] = [one.at(x, y), other.at(x, y)];
      differing += a.some((value, channel) => Math.abs(value - b[channel]) > 12);
    }
  }
  return differing / (one.width * one.height);
}
