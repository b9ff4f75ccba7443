// The workloads on which programs are compared: nets, data, initial weights and batches, each from a fixed generator,
// so that every program does the very same work. Data is one example after the other, as the peers want it.

export const workloads = {
  W1: { sizes: [2, 4, 2, 1], hidden: 'tanh', loss: 'squared', batch: 10, rate: 0.03, data: circle(500, 42, 250) },
  W2t: { sizes: [2, 8, 8, 8, 8, 8, 8, 1], hidden: 'tanh', loss: 'squared', batch: 30, rate: 0.03, data: circle(500, 42, 250) },
  W2r: { sizes: [2, 8, 8, 8, 8, 8, 8, 1], hidden: 'relu', loss: 'squared', batch: 30, rate: 0.03, data: circle(500, 42, 250) },
  W3: { sizes: [2, 20, 3, 1], hidden: 'relu', loss: 'sigmoid', batch: 211, rate: 0.3, data: circle(422, 7, 211, 5), keep: [1, 0.86] },
  W4: { sizes: [784, 256, 128, 10], hidden: 'relu', loss: 'softmax', batch: 64, rate: 0.1, data: digits, keep: [0.8, 0.5] },
  W5: { sizes: [784, 1024, 1024, 1024, 10], hidden: 'relu', loss: 'softmax', batch: 128, rate: 0.05, data: digits, keep: [0.8, 0.5] },
  W7: { sizes: [2, 8, 8, 8, 8, 8, 8, 1], hidden: 'tanh', loss: 'squared', batch: 10000, data: grid },
};

// Losses of the first ten batches with dropout off, measured before each update.
export const firstLosses = {
  W1: [0.72606, 0.65561, 0.483793, 0.692879, 0.62372, 0.510375, 0.544695, 0.454652, 0.524607, 0.451643],
  W2t: [0.565388, 0.559535, 0.515408, 0.502942, 0.548207, 0.572407, 0.507482, 0.521671, 0.561587, 0.530242],
  W2r: [0.474346, 0.458244, 0.455505, 0.477958, 0.463705, 0.451283, 0.442685, 0.457634, 0.471867, 0.442788],
  W3: [0.663858, 0.661333, 0.658861, 0.656308, 0.653737, 0.651123, 0.64844, 0.645733, 0.643004, 0.640233],
  W4: [2.33859, 2.30252, 2.17775, 2.11619, 2.05906, 1.95418, 1.91208, 1.90276, 1.87821, 1.78415],
};

// The largest relative distance from the table that rounding in single precision explains (the table has six digits).
export const tolerance = (workload) => (workload === 'W4' ? 5e-4 : 2e-5);

function generator(seed) {
  let state = seed >>> 0;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return { uniform, range: (low, high) => uniform() * (high - low) + low };
}

// Two classes, a disc and the ring around it, shuffled; the first `count` are the training set.
function circle(points, seed, count, divisor = 1) {
  return () => {
    const random = generator(seed);
    const all = [];
    for (const [label, low, high] of [[1, 0, 2.5], [-1, 3.5, 5]]) {
      for (let i = 0; i < points / 2; i++) {
        const radius = random.range(low, high);
        const angle = random.range(0, 2 * Math.PI);
        all.push({ x: [(radius * Math.sin(angle)) / divisor, (radius * Math.cos(angle)) / divisor], label });
      }
    }
    for (let left = points; left > 0; ) {
      const k = Math.floor(random.uniform() * left);
      left--;
      [all[left], all[k]] = [all[k], all[left]];
    }
    return { x: all.slice(0, count).map((p) => Float32Array.from(p.x)), label: all.slice(0, count).map((p) => p.label) };
  };
}

// The 100 × 100 points of the heat-map.
function grid() {
  const x = [];
  for (let j = 0; j < 100; j++) {
    for (let i = 0; i < 100; i++) x.push(Float32Array.of(-6 + (12 * i) / 99, 6 - (12 * j) / 99));
  }
  return { x, label: [] };
}

// `file` is the packed digits28.bin (see net/dataset.h): 8 bits a pixel, digit i of class i % 10.
function digits(file, count = 1280) {
  const view = new DataView(file);
  const pixels = view.getUint16(8, true) ** 2;
  const total = view.getUint32(12, true) + view.getUint32(16, true);
  const bytes = new Uint8Array(file);
  const x = [];
  for (let i = 0; i < count; i++) {
    const begin = 20 + total + i * pixels;
    x.push(Float32Array.from(bytes.subarray(begin, begin + pixels), (byte) => Math.round((byte / 255) * 1000) / 1000));
  }
  return { x, label: Array.from(bytes.subarray(20, 20 + count)) };
}

// For each layer the rows of incoming weights, one a unit; biases start at 0.
export function initialWeights(sizes) {
  const random = generator(1234);
  return sizes.slice(1).map((units, layer) => {
    const inputs = sizes[layer];
    const a = Math.sqrt(6 / (inputs + units));
    return Array.from({ length: units }, () => Float32Array.from({ length: inputs }, () => random.range(-a, a)));
  });
}

// Floating-point operations that a trained example (W7: a refresh) needs: no gradient with respect to the input.
export function neededFlop({ sizes, data }) {
  let weights = 0;
  for (let l = 1; l < sizes.length; l++) weights += sizes[l - 1] * sizes[l];
  const biases = sizes.slice(1).reduce((sum, units) => sum + units, 0);
  return data === grid ? 2 * (weights + biases) * 10000 : 6 * weights - 2 * sizes[0] * sizes[1];
}
