// screenshot.mjs: takes the README's picture, web/screenshot.png, from the page in build/site/.
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { open, Visitor } from './visitor.mjs';

const path = fileURLToPath(new URL('../../web/screenshot.png', import.meta.url));
const place = await open();
const visitor = await Visitor.arrive(place);
await visitor.until((figures) => figures.iteration > 1500, 'the arms differ');
await visitor.stop();
await visitor.page.mouse.move(2, 400); // nothing is under the pointer
await visitor.frames(5);
await visitor.page.screenshot({ path });
await place.close();
console.log(`web/screenshot.png: ${Math.round(statSync(path).size / 1000)} KB`);
