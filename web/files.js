// Where the parts of the page that are no script lie, beside this one; web/setup/pack.mjs gives them hashed names.
import digitsName from 'digits.bin';
import languages from 'languages';
import plain from 'app-plain.wasm';
import relaxed from 'app-relaxed.wasm';
import laterPlain from 'later-plain.wasm';
import laterRelaxed from 'later-relaxed.wasm';

// `FILES` has sizes and sums of what they are when unpacked, whatever compression they come in.
const file = (name, size, sum) => ({ name, size, sum, load: (cache) => fetch(new URL(name, import.meta.url), { cache }) });

export const programs = {
  plain: {
    wasm: file(plain, FILES.plain.size, FILES.plain.sum), glue: () => import('app-plain.js'),
    later: file(laterPlain, FILES.laterPlain.size, FILES.laterPlain.sum),
  },
  relaxed: {
    wasm: file(relaxed, FILES.relaxed.size, FILES.relaxed.sum), glue: () => import('app-relaxed.js'),
    later: file(laterRelaxed, FILES.laterRelaxed.size, FILES.laterRelaxed.sum),
  },
};
export const digits = file(digitsName, FILES.digits.size, FILES.digits.sum);
// for web/language.js
export const words = Object.fromEntries(Object.entries(languages).map(([name, known]) => [name, file(...known)]));

// The folder that index.html and embed.html lie in.
export const site = new URL('..', import.meta.url);
export const serviceWorker = new URL('sw.js', site);
export const wholePage = new URL('index.html', site);
export const embedPage = new URL('embed.html', site);
export const openLicences = () => open(new URL('LICENSES.txt', site));
export const elementScript = new URL('dropout-lab.js', site);
