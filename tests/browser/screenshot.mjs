// screenshot.mjs: takes the README's picture, web/screenshot.png, from the page in build/site/. Needs Node.js 20.15.
import { statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { open, Visitor } from './visitor.mjs';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

// A PNG with at most 64 levels a channel, which no eye tells from 256 and which packs to half the size.
function encode({ width, height, at }) {
  const rows = Buffer.alloc((1 + 3 * width) * height);
  for (let y = 0, to = 0; y < height; y++) {
    rows[to++] = 0;  // no filter: drawn pictures pack best without
    for (let x = 0; x < width; x++) for (const value of at(x, y)) rows[to++] = Math.round(Math.round(value / 255 * 63) / 63 * 255);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([begin, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

const path = fileURLToPath(new URL('../../web/screenshot.png', import.meta.url));
const place = await open();
const visitor = await Visitor.arrive(place);
await visitor.until((figures) => figures.iteration > 1500, 'the arms differ');
await visitor.stop();
await visitor.page.mouse.move(2, 400); // nothing is under the pointer
await visitor.frames(5);
writeFileSync(path, encode(await visitor.look()));
await place.close();
console.log(`web/screenshot.png: ${Math.round(statSync(path).size / 1000)} KB`);
