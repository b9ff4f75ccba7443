// Files that the program needs, whole: their sizes and sums are known since the page was put together.

// What cannot be had, with words about why.
export class Missing extends Error {}

// A script of the page cannot be had. One that came damaged may be kept for a year: the reload that the words ask for
// finds another. What does not come at all is not asked for again, lest its absence be kept.
export function renew(error) {
  if (!(error instanceof SyntaxError)) return;
  for (const { name } of performance.getEntriesByType?.('resource') ?? []) {
    if (name.endsWith('.js')) fetch(name, { cache: 'reload' }).catch(() => {});
  }
}

export function lacks(error) {
  renew(error);
  throw new Missing(error.message);
}

// FNV-1a over the bytes: it differs wherever one byte does, and needs no secure context as the browser's hashes do.
function add(sum, bytes) {
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ bytes[i], 16777619);
  return sum;
}

async function read(response, tell) {
  const reader = response.body.getReader();
  const parts = [];
  for (let size = 0, sum = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()), size, sum };
    parts.push(value);
    size += value.length;
    sum = add(sum, value);
    tell?.(size);
  }
}

// The file's bytes, once more past all caches where what came is not what the name promises. `begin(response)` can make
// something of it while it comes.
export async function get({ name, size, sum, load }, begin, tell) {
  let why;
  for (const cache of ['default', 'reload']) {
    let response;
    let came;
    try {
      response = await load(cache);
      const begun = response.ok && begin?.(response.clone());
      if (begun) begun.catch(() => {}); // asked for below, if ever
      came = response.ok && { begun, ...await read(response, tell) };
    } catch (error) {
      throw new Missing(`${name}: ${error.message}`);
    }
    if (came && came.size === size && came.sum === sum) return came;
    why = came ? 'damaged' : `the server answers ${response.status}`;
  }
  throw new Missing(`${name}: ${why}`);
}
