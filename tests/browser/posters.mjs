// posters.mjs [SCENE]: takes web/posters/SCENE.webp anew, what stands in place of a frame that is not alive: the opening
// experiment in each scene as the page draws it after a while, in the light theme.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { open, Visitor } from './visitor.mjs';

const folder = fileURLToPath(new URL('../../web/posters/', import.meta.url));
const scenes = Object.keys(JSON.parse(readFileSync(new URL('../../build/web/page/scenes.json', import.meta.url))).titles)
  .filter((scene) => [undefined, scene].includes(process.argv[2]));
mkdirSync(folder, { recursive: true });

const place = await open();
const painter = await place.browser.newPage();
for (const scene of scenes) {
  const viewport = scene === 'page' ? { width: 1280, height: 800 } : { width: 640, height: 420 };
  const query = `embed.html#scene=${scene}&at=1500`;
  const visitor = await Visitor.arrive(place, { query, viewport, deviceScaleFactor: scene === 'page' ? 1 : 1.5, waits: false });
  const inspected = ({ inspection }) => inspection.every((arm) => Object.entries(arm).every(([key, at]) => !key.endsWith('_at') || at === 1500));
  await visitor.until((f) => f.iteration === 1500 && !f.replaying && f.measured_at === 1500 && inspected(f), `${scene} is ready`, 90_000);
  await visitor.frames(30);
  const png = (await visitor.page.screenshot()).toString('base64');
  const webp = await painter.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.75).split(',')[1];
  }, png);
  writeFileSync(`${folder}${scene}.webp`, Buffer.from(webp, 'base64'));
  await visitor.leave();
}
await place.close();
