// Pixels of web/favicon.svg, for home screens, which want PNG. Reads what that drawing is made of and no more: circles and
// paths of straight lines, filled or stroked in plain colours, dashed where they are circles, in a square of 32.
import { deflateSync } from 'node:zlib';

const side = 32; // of the drawing
const samples = 4; // a pixel and side

const attributes = (text) => Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
const colour = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// "M7 8 25 16m1 1 2 2" as segments [[x, y], [x, y]]
function segments(d) {
  const found = [];
  let at = [0, 0];
  for (const [, letter, numbers] of d.matchAll(/([Mm])([^Mm]*)/g)) {
    const values = numbers.match(/-?[\d.]+/g).map(Number);
    for (let i = 0; i < values.length; i += 2) {
      const to = [0, 1].map((k) => values[i + k] + (letter === 'm' ? at[k] : 0));
      if (i > 0) found.push([at, to]);
      at = to;
    }
  }
  return found;
}

function distance([x, y], [[ax, ay], [bx, by]]) {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

// Each shape as { ink, covers(point) }, the lowest first.
function shapes(svg) {
  const found = [];
  let group = {};
  for (const [, close, name, text] of svg.matchAll(/<(\/?)(\w+)([^>]*?)\/?>/g)) {
    if (name === 'g') group = close ? {} : attributes(text);
    if (!['circle', 'path'].includes(name)) continue;
    const a = { ...group, ...attributes(text) };
    const half = Number(a['stroke-width'] ?? 1) / 2;
    if (name === 'path') {
      const lines = segments(a.d);
      found.push({ ink: colour(a.stroke), covers: (p) => lines.some((line) => distance(p, line) <= half) });
      continue;
    }
    const [cx, cy, r] = [a.cx, a.cy, a.r].map(Number);
    const from = ([x, y]) => Math.hypot(x - cx, y - cy);
    if (a.fill !== 'none') found.push({ ink: colour(a.fill), covers: (p) => from(p) <= r });
    if (!a.stroke) continue;
    const [dash, gap] = (a['stroke-dasharray'] ?? '1 0').split(' ').map(Number);
    const along = ([x, y]) => (Math.atan2(y - cy, x - cx) + 2 * Math.PI) % (2 * Math.PI) * r;
    found.push({ ink: colour(a.stroke), covers: (p) => Math.abs(from(p) - r) <= half && along(p) % (dash + gap) < dash });
  }
  return found;
}

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

// A PNG of `size` pixels: the drawing in the middle of a ground, at 7 tenths, so that round masks cut nothing off.
export function icon(svg, size, ground) {
  const all = shapes(svg).reverse();
  const under = colour(ground);
  const scale = side / (size * 0.7);
  const rows = Buffer.alloc(size * (3 * size + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0];
      for (let k = 0; k < samples * samples; k++) {
        const p = [x + (k % samples + 0.5) / samples, y + (Math.floor(k / samples) + 0.5) / samples]
          .map((v) => (v - size / 2) * scale + side / 2);
        const ink = all.find(({ covers }) => covers(p))?.ink ?? under;
        ink.forEach((v, c) => { sum[c] += v; });
      }
      sum.forEach((v, c) => { rows[y * (3 * size + 1) + 1 + 3 * x + c] = Math.round(v / samples ** 2); });
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8); // bits, RGB
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
