// TensorFlow.js through its low-level interface, on the backend `name` (cpu or wasm): variables, matMul, and
// optimizer.minimize in tidy. All batches are uploaded beforehand, and nothing is read back in the loop.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

export const useWasmFrom = (path) => setWasmPaths(path);

export async function create(name, workload, { x, label }, rows, dropout) {
  await tf.setBackend(name);
  await tf.ready();
  const { sizes, hidden, loss, batch, rate } = workload;
  const [keepInput, keepHidden] = (dropout && workload.keep) || [1, 1];
  // W is (inputs, units) here, an example is a row
  const weights = rows.map((w, l) => {
    const transposed = Array.from({ length: sizes[l] }, (_, k) => w.map((row) => row[k]));
    return tf.variable(tf.tensor2d(transposed, [sizes[l], sizes[l + 1]], 'float32'));
  });
  const biases = rows.map((_, l) => tf.variable(tf.zeros([sizes[l + 1]])));

  const layers = (input) => {
    const activations = [];
    let a = keepInput < 1 ? tf.dropout(input, 1 - keepInput) : input;
    weights.forEach((w, l) => {
      const z = tf.add(tf.matMul(a, w), biases[l]);
      if (l === weights.length - 1) a = loss === 'squared' ? tf.tanh(z) : z;
      else {
        a = hidden === 'tanh' ? tf.tanh(z) : tf.relu(z);
        if (keepHidden < 1) a = tf.dropout(a, 1 - keepHidden);
      }
      activations.push(a);
    });
    return activations;
  };
  const enter = async () => {
    await tf.setBackend(name);
  };
  if (label.length === 0) {
    const points = tf.tensor2d(flat(x), [x.length, sizes[0]]);
    return { enter, step: () => tf.tidy(() => layers(points).forEach((a) => a.dataSync())) };
  }

  const cost = {
    squared: (y, o) => tf.mul(0.5, tf.mean(tf.square(tf.sub(o, y)))),
    sigmoid: (y, o) => tf.losses.sigmoidCrossEntropy(y, o),
    softmax: (y, o) => tf.losses.softmaxCrossEntropy(y, o),
  }[loss];
  const batches = upload(workload, x, label);
  const optimizer = tf.train.sgd(rate);
  let next = 0;
  const minimize = (wanted) => {
    const { input, target } = batches[next];
    next = (next + 1) % batches.length;
    return optimizer.minimize(() => cost(target, layers(input).at(-1)), wanted);
  };
  return {
    enter,
    step: () => tf.tidy(() => void minimize(false)),
    lossStep: () => tf.tidy(() => minimize(true).dataSync()[0]),
    comparable: true,
  };
}

const flat = (examples) => {
  const values = new Float32Array(examples.length * examples[0].length);
  examples.forEach((example, i) => values.set(example, i * example.length));
  return values;
};

// The batches until the stream of examples repeats.
function upload({ sizes, loss, batch }, x, label) {
  const batches = [];
  for (let begin = 0; begin % x.length !== 0 || begin === 0; begin += batch) {
    const index = Array.from({ length: batch }, (_, i) => (begin + i) % x.length);
    const labels = index.map((i) => label[i]);
    batches.push({
      input: tf.tensor2d(flat(index.map((i) => x[i])), [batch, sizes[0]]),
      target:
        loss === 'softmax'
          ? tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), sizes.at(-1)), 'float32')
          : tf.tensor2d(loss === 'sigmoid' ? labels.map((v) => (v + 1) / 2) : labels, [batch, 1]),
    });
  }
  return batches;
}
