// files.js of dropout-lab.html, the page in a single file: what lies beside the page elsewhere is inside of it, packed.
// It has the plain build alone, which runs everywhere.
import packedDigits from 'digits.bin';
import languages from 'languages';
import plain from 'app-plain.wasm';
import later from 'later-plain.wasm';
import licences from 'LICENSES.txt';

async function unpacked(base64, type) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'Content-Type': type } });
}

const file = (name, base64, type, size, sum) => ({ name, size, sum, load: () => unpacked(base64, type) });

export const programs = {
  plain: {
    wasm: file('the program', plain, 'application/wasm', FILES.plain.size, FILES.plain.sum), glue: () => import('app-plain.js'),
    later: file('the program', later, 'application/wasm', FILES.laterPlain.size, FILES.laterPlain.sum),
  },
};
export const digits = file('the file', packedDigits, 'application/octet-stream', FILES.digits.size, FILES.digits.sum);
export const words = Object.fromEntries(Object.entries(languages).map(([name, [packed, ...known]]) =>
  [name, file('the words', packed, 'application/octet-stream', ...known)]));
export const openLicences = async () => open(URL.createObjectURL(await (await unpacked(licences, 'text/plain;charset=utf-8')).blob()));
export const serviceWorker = null;
// Within an attribute of another page (srcdoc) this one has no address.
export const embedPage = /^(https?|file):/.test(location.href) && location.href.replace(/[?#].*/, '');
export const wholePage = embedPage;
export const elementScript = null;
