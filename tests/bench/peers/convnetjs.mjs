// ConvNetJS: one example after the other in plain JavaScript, double precision, an update every `batch` examples.
// Its regression layer is linear (W1, W2), its two-class loss a softmax (W3): W4 alone has comparable losses.
import convnetjs from 'convnetjs';

const { Net, Trainer, Vol } = convnetjs;

export function create(workload, { x, label }, weights, dropout) {
  const { sizes, hidden, loss, batch, rate } = workload;
  const [keepInput, keepHidden] = (dropout && workload.keep) || [1, 1];
  const layers = [{ type: 'input', out_sx: 1, out_sy: 1, out_depth: sizes[0] }];
  if (keepInput < 1) layers.push({ type: 'dropout', drop_prob: 1 - keepInput });
  for (const units of sizes.slice(1, -1)) {
    layers.push({ type: 'fc', num_neurons: units, activation: hidden, ...(keepHidden < 1 && { drop_prob: 1 - keepHidden }) });
  }
  layers.push(loss === 'squared' ? { type: 'regression', num_neurons: 1 } : { type: 'softmax', num_classes: Math.max(2, sizes.at(-1)) });
  const net = new Net();
  net.makeLayers(layers);
  setWeights(net, weights);
  const inputs = x.map((values) => new Vol(Array.from(values)));
  if (label.length === 0) return { step: () => heatMap(net, inputs) };

  const targets = label.map((value) => (loss === 'squared' ? [value] : loss === 'sigmoid' ? (value + 1) / 2 : value));
  const trainer = new Trainer(net, { method: 'sgd', learning_rate: rate, momentum: 0, batch_size: batch, l2_decay: 0 });
  let next = 0;
  const step = () => {
    let sum = 0;
    for (let i = 0; i < batch; i++) {
      sum += trainer.train(inputs[next], targets[next]).cost_loss;
      next = (next + 1) % inputs.length;
    }
    return sum / batch;
  };
  return { step, comparable: loss === 'softmax' };
}

// A two-class softmax in the place of one logistic unit has a second row, which starts at zero.
function setWeights(net, weights) {
  const dense = net.layers.filter((layer) => layer.layer_type === 'fc');
  dense.forEach((layer, l) => {
    layer.filters.forEach((filter, unit) => filter.w.forEach((_, k) => (filter.w[k] = weights[l][unit]?.[k] ?? 0)));
    layer.biases.w.fill(0);
  });
}

const stored = Array.from({ length: 49 }, () => new Float32Array(10000));

function heatMap(net, inputs) {
  const neurons = net.layers.filter((layer) => ['tanh', 'regression'].includes(layer.layer_type));
  inputs.forEach((input, point) => {
    net.forward(input);
    let neuron = 0;
    for (const layer of neurons) for (const value of layer.out_act.w) stored[neuron++][point] = value;
  });
}
