// This project's engine, plain or relaxed SIMD: a module built from module.cpp.

const masks = { none: 0, example: 1, batch: 2 };

export async function open(url, digits) {
  const module = await (await import(/* @vite-ignore */ url)).default();
  const address = module._malloc(digits.byteLength);
  module.HEAPU8.set(new Uint8Array(digits), address);
  const read = module.ccall('bench_set_digits', 'number', ['number', 'number'], [address, digits.byteLength]);
  module._free(address);
  if (read < 1280) throw new Error('the engine cannot read the digits');
  return {
    // mask: 'none', 'example' or 'batch'
    prepare(workload, mask = 'example') {
      const number = module.ccall('bench_prepare', 'number', ['string', 'number'], [workload, masks[mask]]);
      if (number < 0) throw new Error(`the engine has no workload ${workload}`);
      return { stepsPerSecond: (warmUp, seconds) => module._bench_run(number, warmUp, seconds) };
    },
    firstLossDistance: (workload) => module.ccall('bench_check', 'number', ['string'], [workload]),
    peak: (seconds) => module._bench_peak(seconds),
    memory: () => ({ used: module._bench_memory(), reserved: module.HEAPU8.buffer.byteLength }),
  };
}
