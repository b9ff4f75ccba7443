// Which of the two builds this browser runs; the page and the service worker ask.

// Smallest modules with one function that uses a vector instruction; i8x16.relaxed_swizzle is the relaxed one.
const simdModule = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11];
const relaxedModule = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253,
  15, 65, 2, 253, 15, 253, 128, 2, 11];

const accepts = (bytes) => WebAssembly.validate(new Uint8Array(bytes));

export const hasSimd = () => accepts(simdModule);
export const hasRelaxedSimd = () => accepts(relaxedModule);
