// files.js of dropout-lab.html, the page in a single file: what lies beside the page elsewhere is inside of it, packed.
// It has the plain build alone, which runs everywhere.
import digits from 'digits.bin';
import plain from 'app-plain.wasm';
import licences from 'LICENSES.txt';

function unpacked(base64, type) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'Content-Type': type } });
}

export const programs = {
  plain: {
    name: 'the program', size: SIZES.plain, wasm: () => unpacked(plain, 'application/wasm'), glue: () => import('app-plain.js'),
  },
};
export const fetchDigits = () => unpacked(digits, 'application/octet-stream');
export const openLicences = async () => open(URL.createObjectURL(await unpacked(licences, 'text/plain;charset=utf-8').blob()));
export const serviceWorker = null;
export const embedPage = new URL(location.pathname, location.href);
export const elementScript = null;
