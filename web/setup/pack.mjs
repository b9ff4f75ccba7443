// pack.mjs PROGRAMS SITE: puts the page together. PROGRAMS holds what the compiler made (app-plain.js, app-plain.wasm,
// later-plain.wasm, app-relaxed.* and so on, digits.bin, LANGUAGE.words, presets.json, scenes.json, LICENSES.txt); SITE becomes
// a folder that any static host serves, under any path:
//   index.html, embed.html, presets/KEY.html    tiny, to be asked for on every visit
//   assets/NAME.HASH.*                          never change, and may be kept for ever
//   dropout-lab.js, dropout-lab.mjs             the custom element for host pages, as a script and as a module
//   sw.js                                       the service worker
//   dropout-lab.html                            all of it in one file
//   manifest.webmanifest, icons/                for home screens
//   LICENSES.txt                                of what all this is made of; assets/digits.LICENSE.txt is a part of it
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transformSync } from 'esbuild';
import { icon } from './icon.mjs';

const [programs, site] = process.argv.slice(2);
const address = process.env.DROPOUT_LAB_ADDRESS?.replace(/\/?$/, '/') ?? ''; // where the page will be, if that is known
const web = fileURLToPath(new URL('..', import.meta.url));
const read = (name) => readFileSync(join(web, name), 'utf8');
const write = (name, text) => writeFileSync(join(site, name), text);
const hash = (text, encoding) => createHash('sha256').update(text).digest(encoding);

// web/run --watch makes the plain program only, which then stands for the relaxed one too
const alone = !existsSync(join(programs, 'app-relaxed.wasm'));
const program = (name, part = 'app') => `${part}-${alone ? 'plain' : name}`;
// by web/get.js
function known(name) {
  const bytes = readFileSync(join(programs, name));
  return { size: bytes.length, sum: bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 16777619), 0) };
}
const builds = ['plain', 'relaxed'];
const files = Object.fromEntries([['digits', 'digits.bin'], ...builds.flatMap((name) => [
  [name, `${program(name)}.wasm`], [`later${name[0].toUpperCase()}${name.slice(1)}`, `${program(name, 'later')}.wasm`],
])]);
const defines = Object.entries(files)
  .flatMap(([name, file]) => Object.entries(known(file)).map(([key, value]) => [`FILES.${name}.${key}`, String(value)]));
// what is asked of controls, and where regions stand, as announce.h has them: ASK.press, PLACE.arms
const spoken = readFileSync(join(web, '../src/view/include/view/announce.h'), 'utf8').replace(/\/\/.*$/gm, '');
for (const name of ['Ask', 'Place']) {
  const [, words] = spoken.match(new RegExp(`enum class ${name}[^{]*{([^}]*)}`));
  words.split(',').forEach((word, i) => defines.push([`${name.toUpperCase()}.${word.trim()}`, String(i)]));
}
defines.push(['ADDRESS', JSON.stringify(address)]);
// import css from './lesson.css': its text
const styles = {
  name: 'styles',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\.css$/ }, ({ path, kind }) => (kind === 'import-statement' ? { path: join(web, path), namespace: 'styles' } : undefined));
    onLoad({ filter: /./, namespace: 'styles' }, ({ path }) => ({
      contents: transformSync(readFileSync(path, 'utf8'), { loader: 'css', minify: true }).code, loader: 'text',
    }));
  },
};
// import languages from 'languages': what the words of each language are imported as, their size and their sum
const languages = {
  name: 'languages',
  setup({ onLoad, onResolve }) {
    const all = readdirSync(programs).filter((name) => name.endsWith('.words')).map((name) => name.split('.')[0]);
    const row = (name) => `${name}: [${name}, ${Object.values(known(`${name}.words`))}]`;
    onResolve({ filter: /^languages$/ }, ({ path }) => ({ path, namespace: 'languages' }));
    onLoad({ filter: /./, namespace: 'languages' }, () => ({
      contents: `${all.map((name) => `import ${name} from '${name}.words';`).join('')} export default { ${all.map(row)} };`, resolveDir: programs,
    }));
  },
};
const common = {
  bundle: true, minify: true, format: 'esm', target: ['chrome91', 'firefox89', 'safari16.4'], charset: 'utf8',
  legalComments: 'none', nodePaths: [programs], define: Object.fromEntries(defines), logLevel: 'warning',
  alias: {
    'app-relaxed.js': `${program('relaxed')}.js`, 'app-relaxed.wasm': files.relaxed, 'later-relaxed.wasm': files.laterRelaxed,
  },
};

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, 'presets'), { recursive: true });

// the assets
const { metafile } = await build({
  ...common, plugins: [languages, styles], entryPoints: [join(web, 'loader.js'), join(web, 'style.css'), join(web, 'favicon.svg')], splitting: true, metafile: true,
  outdir: join(site, 'assets'), entryNames: '[name].[hash]', chunkNames: '[name].[hash]', assetNames: '[name].[hash]',
  loader: { '.wasm': 'file', '.bin': 'file', '.words': 'file', '.svg': 'copy' },
});
const assets = Object.keys(metafile.outputs).map((path) => relative(site, path));
const asset = (name) => assets.find((path) => basename(path).startsWith(`${name}.`) && path.endsWith(name === 'style' ? '.css' : ''));

// the pages
const ahead = assets.filter((path) => basename(path).startsWith('chunk.')).map((path) => `<link rel="modulepreload" href="${path}">\n  `);
const page = read('index.html')
  .replace('<link rel="modulepreload"', () => `${ahead.join('')}<link rel="modulepreload"`)
  .replace('content="posters/', () => `content="${address}posters/`)
  .replace('style.css', asset('style')).replaceAll('loader.js', asset('loader')).replace('favicon.svg', asset('favicon'));
write('index.html', page);
write('embed.html', page.replace('<meta name="description"', '<meta name="robots" content="noindex">\n  <meta name="description"'));

// on a home screen
const sizes = [180, 192, 512];
const drawing = read('favicon.svg');
mkdirSync(join(site, 'icons'));
for (const size of sizes) write(`icons/${size}.png`, icon(drawing, size, '#f6f7f9'));
write('manifest.webmanifest', JSON.stringify({
  name: 'Dropout Lab', short_name: 'Dropout Lab', start_url: '.', scope: '.', display: 'standalone', background_color: '#f6f7f9', theme_color: '#f6f7f9',
  icons: sizes.map((size) => ({ src: `icons/${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' })),
}));

cpSync(join(programs, 'LICENSES.txt'), join(site, 'LICENSES.txt'));
const { titles } = JSON.parse(readFileSync(join(programs, 'scenes.json'), 'utf8'));
const types = read('dropout-lab.d.ts').replace(/^export type Scene = .*$/m, () => `export type Scene = ${Object.keys(titles).map((key) => `'${key}'`).join(' | ')};`);
for (const name of ['dropout-lab.d.ts', 'dropout-lab.d.mts']) write(name, types);
for (const name of ['dropout-lab-react.d.ts', 'dropout-lab-vue.d.ts', '_headers']) cpSync(join(web, name), join(site, name));
cpSync(join(web, 'posters'), join(site, 'posters'), { recursive: true });
for (const [format, name] of [['iife', 'dropout-lab.js'], ['esm', 'dropout-lab.mjs']]) {
  await build({ ...common, format, entryPoints: [join(web, name)], outfile: join(site, name) });
}

// a page and an oEmbed description for each preset
for (const { key, name } of JSON.parse(readFileSync(join(programs, 'presets.json'), 'utf8')).presets) {
  const title = `${name} – Dropout Lab`;
  const poster = existsSync(join(web, `posters/presets/${key}.webp`)) ? `posters/presets/${key}` : 'posters/page';
  write(`presets/${key}.html`, page
    .replace('posters/page', poster)
    .replace(/"(assets\/|icons\/|posters\/|manifest\.)/g, '"../$1')
    .replace('og:title" content="Dropout Lab', () => `og:title" content="${title}`)
    .replace(/<title>.*<\/title>/, `<title>${title}</title>\n  <meta name="dropout-lab-preset" content="${key}">\n` +
      `  <link rel="alternate" type="application/json+oembed" href="${address ? `${address}presets/` : ''}${key}.json" title="${title}">`));
  const src = `${address || '../'}embed.html#preset=${key}`;
  write(`presets/${key}.json`, `${JSON.stringify({
    version: '1.0', type: 'rich', title, provider_name: 'Dropout Lab', provider_url: address || '../', width: 1100, height: 760,
    html: `<iframe src="${src}" width="1100" height="760" title="${title}" loading="lazy" style="border:0;max-width:100%"></iframe>`,
  }, null, 2)}\n`);
}

// the service worker
const core = ['./', 'index.html', 'embed.html', ...['loader', 'style', 'favicon'].map(asset)];
const programsOf = Object.fromEntries(builds.map((name) => [name, assets.filter((path) => ['app', 'later'].some((part) => basename(path).startsWith(`${program(name, part)}.`)))]));
const chunks = assets.filter((path) => /^(chunk|check_dialog|class_dialog|embed_dialog|frame|host|keys|lesson|sweeps)\./.test(basename(path)));
const version = hash(JSON.stringify([page, assets]), 'hex').slice(0, 12);
await build({
  ...common, format: 'iife', entryPoints: [join(web, 'sw.js')], outfile: join(site, 'sw.js'),
  define: {
    CORE: JSON.stringify([...core, ...chunks]), BUILDS: JSON.stringify(programsOf), VERSION: JSON.stringify(version),
    HASHES: JSON.stringify(Object.fromEntries(assets.map((path) => [path, `sha256-${hash(readFileSync(join(site, path)), 'base64')}`]))),
  },
});

// the single file
const inside = {
  name: 'inside',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.\/files\.js$/ }, () => ({ path: join(web, 'files_inside.js') }));
    onLoad({ filter: /\.(wasm|bin|words|txt)$/ }, ({ path }) => ({
      contents: gzipSync(readFileSync(path), { level: 9 }).toString('base64'), loader: 'text',
    }));
  },
};
const [script] = (await build({ ...common, entryPoints: [join(web, 'loader.js')], plugins: [inside, languages, styles], write: false })).outputFiles;
const style = readFileSync(join(site, asset('style')), 'utf8').trim();
const code = script.text.trim();
const source = (text) => `'sha256-${hash(text, 'base64')}'`;
const inline = `data:image/svg+xml;base64,${readFileSync(join(web, 'favicon.svg')).toString('base64')}`;
write('dropout-lab.html', read('index.html')
  .replace(/content="default-src[^"]*"/, () => `content="default-src 'none'; script-src ${source(code)} 'wasm-unsafe-eval'; ` +
    `style-src ${source(style)}; img-src data: blob:; frame-src *; base-uri 'none'; form-action 'none'"`)
  .replace(/\n.*(rel="(modulepreload|manifest|apple-touch-icon)"|"og:image").*/g, '')
  .replace('href="favicon.svg"', () => `href="${inline}"`)
  .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
  .replace(/\n.*<script type="module"[^>]*><\/script>/, '')
  .replace('</body>', () => `<script type="module">${code}</script>\n</body>`));

const unread = readdirSync(join(site, 'assets')).filter((name) => !assets.includes(`assets/${name}`));
if (unread.length) throw new Error(`esbuild wrote what it does not tell of: ${unread}`);

// the part of LICENSES.txt that must go wherever the digits go
const parts = readFileSync(join(programs, 'LICENSES.txt'), 'utf8').split(/^=+\n/m);
const ofDigits = parts.findIndex((part) => part.startsWith('Handwritten digits'));
if (ofDigits < 0) throw new Error('LICENSES.txt has nothing about the digits');
write('assets/digits.LICENSE.txt', `${parts[ofDigits]}${parts[ofDigits + 1]}`);
