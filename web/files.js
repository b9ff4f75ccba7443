// Where the parts of the page that are no script lie, beside this one; web/setup/pack.mjs gives them hashed names.
import digits from 'digits.bin';
import plain from 'app-plain.wasm';
import relaxed from 'app-relaxed.wasm';

const at = (name) => fetch(new URL(name, import.meta.url));

// `size` is that of the unpacked wasm, for a loading bar that tells the truth behind any compression.
export const programs = {
  plain: { name: plain, size: SIZES.plain, wasm: () => at(plain), glue: () => import('app-plain.js') },
  relaxed: { name: relaxed, size: SIZES.relaxed, wasm: () => at(relaxed), glue: () => import('app-relaxed.js') },
};
export const fetchDigits = () => at(digits);

// The folder that index.html and embed.html lie in.
export const site = new URL('..', import.meta.url);
export const serviceWorker = new URL('sw.js', site);
export const embedPage = new URL('embed.html', site);
export const openLicences = () => open(new URL('LICENSES.txt', site));
export const elementScript = new URL('dropout-lab.js', site);
