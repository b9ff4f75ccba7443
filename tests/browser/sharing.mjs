// What goes out of the page: the picture beside a link in a chat, the icon on a home screen, lines and codes that name where
// the page will be.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serve } from '../../web/setup/serve.mjs';
import { census, decode } from './picture.mjs';
import { coarse, Visitor } from './visitor.mjs';

const readCode = createRequire(import.meta.url)('jsqr');
const root = fileURLToPath(new URL('../..', import.meta.url));
const site = process.env.SITE ?? join(root, 'build/site');
const address = 'https://course.example/dropout/';

// The site as `web/run --address` puts it together, in a folder of its own.
async function placed(place) {
  const folder = mkdtempSync(join(tmpdir(), 'dropout-lab-'));
  place.later(() => rmSync(folder, { recursive: true }));
  await promisify(execFile)(process.execPath, [join(root, 'web/setup/pack.mjs'), join(root, 'build/web/page'), folder],
    { env: { ...process.env, DROPOUT_LAB_ADDRESS: address } });
  return folder;
}

const meta = (html, name) => html.match(new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`))?.[1];

async function dialog(place) {
  const visitor = await Visitor.arrive(place, { ...coarse, query: '#v1&data=moons&at=50', waits: false });
  await visitor.until((f) => f.iteration === 50 && !f.replaying, 'it is there');
  await visitor.frames(3);
  await visitor.click('embed');
  await visitor.page.waitForSelector('dialog#embed iframe');
  return visitor;
}

export const tests = [
  ['every page of the site has a title, a sentence and a picture that is there, for chats, and an icon for a home screen', async () => {
    const pages = ['index.html', ...readdirSync(join(site, 'presets')).filter((name) => name.endsWith('.html')).map((name) => `presets/${name}`)];
    assert.ok(pages.length > 5);
    for (const name of pages) {
      const html = readFileSync(join(site, name), 'utf8'), here = join(site, dirname(name));
      assert.equal(meta(html, 'og:title'), html.match(/<title>(.*)<\/title>/)[1], name);
      assert.ok(meta(html, 'og:description').length > 40);
      assert.equal(meta(html, 'twitter:card'), 'summary_large_image');
      for (const file of [meta(html, 'og:image'), html.match(/rel="manifest" href="([^"]*)"/)[1], html.match(/rel="apple-touch-icon" href="([^"]*)"/)[1]])
        assert.ok(existsSync(join(here, file)), `${name} names ${file}, which is not there`);
    }
    const { icons, start_url: start } = JSON.parse(readFileSync(join(site, 'manifest.webmanifest')));
    assert.equal(start, '.');
    for (const { src, sizes } of icons) {
      const picture = decode(readFileSync(join(site, src)));
      assert.equal(`${picture.width}x${picture.height}`, sizes);
      const { blue, orange } = census(picture);
      assert.ok(blue > 0.02 && orange > 0.02, `${src}: ${blue} blue, ${orange} orange`);
    }
  }],
  ['on one’s own machine Embed says that nobody else can follow its line, and shows no code', async (place) => {
    const visitor = await dialog(place);
    const line = await visitor.page.inputValue('#embed-iframe');
    assert.ok(line.includes(`src="${place.address}embed.html`), line);
    assert.match(await visitor.page.textContent('#embed'), /nobody else can follow it/);
    assert.equal(await visitor.page.isVisible('#embed-code'), false);
    await visitor.photograph('embed-own-machine.png');
  }],
  ['Embed gives the line of a segment: a scene beside another, where it stops, and what it asks', async (place) => {
    const visitor = await dialog(place);
    const { page } = visitor;
    assert.equal(await page.isVisible('#embed-ask'), false, 'the whole page has no other beside it');
    await page.selectOption('#embed-scene', 'norms');
    await page.selectOption('#embed-beside-1', 'surfaces');
    await page.fill('#embed-stop', '400');
    await page.fill('#embed-ask', 'Who is right?');
    await page.press('#embed-ask', 'Tab');
    const line = await page.inputValue('#embed-iframe');
    assert.ok(line.includes('#scene=norms,surfaces&amp;stop=400&amp;ask=Who%20is%20right%3F&amp;v1'), line);
    const frame = page.frameLocator('#embed iframe');
    await frame.locator('#segment p').getByText('Stops at iteration 400.').or(frame.getByText('Who is right?')).waitFor({ timeout: 60_000 });
    assert.match(await page.inputValue('#embed-element'), / scene="norms,surfaces" stop="400" ask="Who is right\?"/);
    await visitor.photograph('embed-segment.png');
  }],
  ['built for an address, chats get the picture from there, Embed’s lines name it, and a phone reads the scene’s address off the code', async (place) => {
    const folder = await placed(place);
    const html = readFileSync(join(folder, 'presets/moons.html'), 'utf8');
    const image = meta(html, 'og:image');
    assert.ok(image.startsWith(`${address}posters/`) && existsSync(join(folder, image.slice(address.length))), image);
    const server = await serve({ prefix: '/courses/dropout/', folder });
    place.later(server.close);
    const visitor = await dialog({ ...place, address: server.address });
    const seen = async () => {
      const { width, height, data } = await visitor.page.$eval('#embed-code', (canvas) => {
        const { width, height } = canvas;
        return { width, height, data: [...canvas.getContext('2d').getImageData(0, 0, width, height).data] };
      });
      // as large as a camera would see it
      const scale = 4, pixels = new Uint8ClampedArray(width * height * 4 * scale * scale);
      for (let y = 0; y < height * scale; y++) {
        for (let x = 0; x < width * scale; x++) {
          for (let c = 0; c < 4; c++) pixels[(y * width * scale + x) * 4 + c] = data[(Math.floor(y / scale) * width + Math.floor(x / scale)) * 4 + c];
        }
      }
      return readCode(pixels, width * scale, height * scale)?.data;
    };
    assert.match(await visitor.page.textContent('#embed'), /the address that this page was built for/);
    assert.equal(await seen(), `${address}index.html#v1&data=moons`);
    await visitor.page.selectOption('#embed-scene', 'norms');
    assert.equal(await seen(), `${address}embed.html#scene=norms&v1&data=moons`);
    for (const id of ['embed-iframe', 'embed-element']) assert.ok((await visitor.page.inputValue(`#${id}`)).includes(address), id);
    assert.ok((await visitor.page.$eval('#embed iframe', (frame) => frame.src)).startsWith(server.address), 'the preview is of here');
    await visitor.photograph('embed-code.png');
    assert.deepEqual(visitor.errors, []);
  }],
];
