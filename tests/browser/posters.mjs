// posters.mjs [NAME]: takes web/posters/NAME.webp anew, in the light theme, as the page draws it after a while. A scene's
// is of the opening experiment, and stands in place of a frame that is not alive; presets/KEY is the whole page with that
// preset, and stands beside shared links to it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { open, Visitor } from './visitor.mjs';

const folder = fileURLToPath(new URL('../../web/posters/', import.meta.url));
const known = (name) => JSON.parse(readFileSync(new URL(`../../build/web/page/${name}.json`, import.meta.url)));
const links = Object.fromEntries(known('presets').presets.map(({ key, link }) => [`presets/${key}`, link]));
const names = [...Object.keys(known('scenes').titles), ...Object.keys(links)]
  .filter((name) => [undefined, name, name.split('/')[0]].includes(process.argv[2]));
mkdirSync(`${folder}presets`, { recursive: true });

// Whose view needs another run than the opening one.
const runs = { write: 'preset=digits&' };

const place = await open();
const painter = await place.browser.newPage();
for (const name of names) {
  const preset = links[name];
  const whole = preset || name === 'page';
  const viewport = whole ? { width: 1280, height: 800 } : { width: 640, height: 420 };
  const query = preset ? `#${preset}&at=1500` : `embed.html#scene=${name}&${runs[name] ?? ''}at=1500`;
  const visitor = await Visitor.arrive(place, { query, viewport, deviceScaleFactor: whole ? 1 : 1.5, waits: false });
  const inspected = ({ inspection }) => inspection.every((arm) => Object.entries(arm).every(([key, at]) => !key.endsWith('_at') || at === 1500));
  await visitor.until((f) => f.iteration === 1500 && !f.replaying && f.measured_at === 1500 && inspected(f), `${name} is ready`, 90_000);
  if (name === 'write') {
    for (let digit = 0; digit < 3; digit++) await visitor.click('write_next');
    await visitor.until((f) => f.inspection[1].written, 'a digit is answered');
  }
  await visitor.frames(30);
  const png = (await visitor.page.screenshot()).toString('base64');
  const webp = await painter.evaluate(async ([base64, quality]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', quality).split(',')[1];
  }, [png, preset ? 0.6 : 0.75]);
  writeFileSync(`${folder}${name}.webp`, Buffer.from(webp, 'base64'));
  await visitor.leave();
}
await place.close();
