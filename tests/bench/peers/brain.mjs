// brain.js on the CPU: no dropout and no minibatch (an update after every example), one activation for all layers and
// the squared error; leaky ReLU where the workload says ReLU; momentum 0.1, for it refuses 0.
import brain from 'brain.js/dist/browser.js';

export function create(workload, { x, label }, weights) {
  const { sizes, hidden, loss, batch, rate = 0.03 } = workload;
  const net = new brain.NeuralNetwork({
    inputSize: sizes[0],
    hiddenLayers: sizes.slice(1, -1),
    outputSize: sizes.at(-1),
    activation: hidden === 'tanh' ? 'tanh' : 'leaky-relu',
    learningRate: rate,
    momentum: 0.1,
  });
  net.initialize();
  weights.forEach((rows, l) => {
    net.weights[l + 1] = rows.map((row) => Float32Array.from(row));
    net.biases[l + 1].fill(0);
  });
  if (label.length === 0) return { step: () => heatMap(net, x) };

  const target = { squared: (value) => [value], sigmoid: (value) => [(value + 1) / 2], softmax: (value) => oneHot(value, sizes.at(-1)) }[loss];
  const examples = x.map((input, i) => ({ input, output: Float32Array.from(target(label[i])) }));
  let next = 0;
  const step = () => {
    for (let i = 0; i < batch; i++) {
      net.trainPattern(examples[next]);
      next = (next + 1) % examples.length;
    }
  };
  return { step, comparable: false };
}

const oneHot = (index, classes) => Array.from({ length: classes }, (_, i) => (i === index ? 1 : 0));

const stored = Array.from({ length: 49 }, () => new Float32Array(10000));

function heatMap(net, inputs) {
  inputs.forEach((input, point) => {
    net.runInput(input);
    let neuron = 0;
    for (let layer = 1; layer < net.outputs.length; layer++) {
      for (const value of net.outputs[layer]) stored[neuron++][point] = value;
    }
  });
}
