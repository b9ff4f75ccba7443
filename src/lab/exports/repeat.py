
import base64
import numpy as np

F = np.float32
np.seterr(all="ignore")  # an arm that diverges is seen by its cost


# Randomness with an address: a word is a pure function of seed, purpose, step, lane and index.
INITIAL_WEIGHTS, BATCH_ORDER, MASK, INPUT_NOISE = 1, 2, 3, 4
ALL_BITS = (1 << 64) - 1


def finalize(x):
    x = ((x ^ (x >> 30)) * 0xbf58476d1ce4e5b9) & ALL_BITS
    x = ((x ^ (x >> 27)) * 0x94d049bb133111eb) & ALL_BITS
    return x ^ (x >> 31)


def words(count, purpose, step=0, lane=0):
    """The first `count` random words of an address, 32 bits each."""
    golden = 0x9e3779b97f4a7c15
    h = finalize((SEED + golden) & ALL_BITS)
    for part in (purpose, step, lane):
        h = finalize(((h ^ part) + golden) & ALL_BITS)
    key0, key1 = h & 0xffffffff, h >> 32
    x = np.arange(count, dtype=np.uint32) + np.uint32(key0)
    x ^= x >> np.uint32(17)
    x *= np.uint32(0xed5ad4bb)
    x ^= np.uint32(key1)
    x ^= x >> np.uint32(11)
    x *= np.uint32(0xac4c1b51)
    x += np.uint32(key0 ^ ((key1 << 16 | key1 >> 16) & 0xffffffff))
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x31848bab)
    return x ^ (x >> np.uint32(14))


def logarithm(x):
    m, exponent = np.frexp(x)
    m, exponent = m * 2, exponent - 1
    large = m > 1.4142135623730951
    m, exponent = np.where(large, m * 0.5, m), exponent + large
    s = (m - 1) / (m + 1)
    s2 = s * s
    series = 1 + s2 * (1. / 3 + s2 * (1. / 5 + s2 * (1. / 7 + s2 * (1. / 9 + s2 * (1. / 11)))))
    return exponent * 0.6931471805599453 + 2 * s * series


def normals(count, purpose, step=0, lane=0):
    """Standard normal numbers: the inverse distribution function, Wichura 1988, AS 241, PPND7."""
    p = (words(count, purpose, step, lane) + 0.5) * 2.0**-32
    q = p - 0.5
    r = 0.180625 - q * q
    z = q * (((5.9109374720e1 * r + 1.5929113202e2) * r + 5.0434271938e1) * r + 3.3871327179e0) / (
        ((6.7187563600e1 * r + 7.8757757664e1) * r + 1.7895169469e1) * r + 1.0)
    t = np.sqrt(-logarithm(np.where(q < 0, p, 1 - p)))
    r = t - 1.6
    near = (((1.7023821103e-1 * r + 1.3067284816e0) * r + 2.7568153900e0) * r + 1.4234372777e0) / (
        (1.2021132975e-1 * r + 7.3700164250e-1) * r + 1.0)
    r = t - 5
    far = (((1.7337203997e-2 * r + 4.2868294337e-1) * r + 3.0812263860e0) * r + 6.6579051150e0) / (
        (1.2258202635e-2 * r + 2.4197894225e-1) * r + 1.0)
    tail = np.where(t <= 5, near, far)
    return np.where(np.abs(q) <= 0.425, z, np.where(q < 0, -tail, tail)).astype(F)


def numbers(text, rows):
    """Data as they stand below: a list, bytes of 0 … 255 for 0 … 1, or float32."""
    if isinstance(text, list):
        flat = np.array(text, F)
    elif text.startswith("bytes:"):
        flat = np.frombuffer(base64.b64decode(text[6:]), np.uint8).astype(F) / F(255)
    else:
        flat = np.frombuffer(base64.b64decode(text), "<f4").astype(F)
    return flat.reshape(rows, -1)


def one_hot(labels):
    labels = np.array(labels)
    if CLASSES == 0:
        return labels.astype(F).reshape(1, -1)
    if CLASSES == 2:
        return labels.astype(F).reshape(1, -1)
    return (np.arange(CLASSES).reshape(-1, 1) == labels).astype(F)


def padded(size):
    return (size + 7) // 8 * 8


def order_of_epoch(epoch):
    draws = words(M, BATCH_ORDER, epoch)
    order = list(range(M))
    for i in range(M - 1):
        j = i + (int(draws[i]) * (M - i) >> 32)
        order[i], order[j] = order[j], order[i]
    return order


class Batches:
    def __init__(self):
        self.drawn, self.order = 0, None

    def next(self):
        if BATCH == M:
            return TRAIN_X, TRAIN_Y
        chosen = []
        for _ in range(BATCH):
            if self.drawn % M == 0:
                self.order = order_of_epoch(self.drawn // M)
            chosen.append(self.order[self.drawn % M])
            self.drawn += 1
        return TRAIN_X[:, chosen], TRAIN_Y[:, chosen]


def activate(z):
    if ACTIVATION == "relu":
        return np.maximum(z, F(0))
    if ACTIVATION == "tanh":
        return np.tanh(z)
    if ACTIVATION == "sigmoid":
        return F(1) / (F(1) + np.exp(-z))
    return z


def slope(a):
    if ACTIVATION == "relu":
        return (a > 0).astype(F)
    if ACTIVATION == "tanh":
        return F(1) - a * a
    if ACTIVATION == "sigmoid":
        return a * (F(1) - a)
    return np.ones_like(a)


def output(z):
    if CLASSES == 0:
        return z
    if CLASSES == 2:
        return F(1) / (F(1) + np.exp(-z))
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def mean_cost(z, y):
    if CLASSES == 0:
        return float(np.mean(0.5 * (z - y)**2, dtype=np.float64))
    if CLASSES == 2:
        costs = np.log1p(np.exp(-np.abs(z))) + np.where(z > 0, (1 - y) * z, -y * z)
        return float(np.mean(costs, dtype=np.float64))
    shifted = z - z.max(axis=0)
    return float(np.mean(np.log(np.exp(shifted).sum(axis=0)) - (y * shifted).sum(axis=0), dtype=np.float64))


class Arm:
    def __init__(self, settings):
        self.settings, self.running = settings, True
        self.held = {}  # (layer, unit): kept?
        self.w, self.b = [], []
        for layer in range(LAYERS):
            fan_in, units = UNITS[layer], UNITS[layer + 1]
            fan = fan_in if INIT == "he" else fan_in + units
            deviation = np.sqrt(F(2) / F(fan))
            self.w.append((deviation * normals(units * fan_in, INITIAL_WEIGHTS, 0, layer)).reshape(units, fan_in))
            self.b.append(np.zeros((units, 1), F))
        self.first = [np.zeros_like(p) for p in self.w + self.b]
        self.second = [np.zeros_like(p) for p in self.w + self.b]
        self.updates = 0
        self.best_at, self.best_cost, self.best = -1, 0.0, None

    def keep(self, layer):
        return F(1 if self.settings["marginalized"] else self.settings["keep"][layer])

    def add_slope_of_masks(self, x, z, dw, db):
        """What masks on the input would add to the cost: (1-p)/(2p)·mean of v·Σ x²w², v the cost's curvature."""
        keep = F(self.settings["keep"][0])
        c = (F(1) - keep) / keep / F(x.shape[1])
        v, tilt = np.ones_like(z), np.zeros_like(z)
        if CLASSES == 2:
            a = output(z)
            v = a * (F(1) - a)
            tilt = c / F(2) * v * (F(1) - F(2) * a) * (self.w[0]**2 @ x**2)
        dw += c * self.w[0] * (v @ (x**2).T) + tilt @ x.T
        db += tilt.sum(axis=1, keepdims=True)

    def mask(self, layer, step, size):
        """(units, size) or, where examples share one mask, (units, 1); None: nothing is dropped."""
        keep, units = self.keep(layer), UNITS[layer]
        held = {unit: kept for (l, unit), kept in self.held.items() if l == layer}
        if keep >= 1 and all(held.values()):
            return None
        columns = size if MASK_PER == "example" else 1
        step = 0 if MASK_PER == "frozen" else step
        mask = np.ones((units, columns), F)
        limit = int(keep * F(65536) + F(0.5))
        if keep < 1 and MASK_PER != "example":
            mask[:, 0] = (words(units * 4, MASK, step, layer)[::4] & np.uint32(0xffff)) < limit
        elif keep < 1:
            w = words(units * padded(size) // 2, MASK, step, layer).reshape(units, padded(size) // 8, 4)
            halves = np.concatenate([w & np.uint32(0xffff), w >> np.uint32(16)], axis=2)
            mask = (halves.reshape(units, padded(size))[:, :size] < limit).astype(F)
        for unit, kept in held.items():
            mask[unit] = kept
        return mask

    def drop(self, a, layer, step):
        mask = self.mask(layer, step, a.shape[1])
        if mask is None:
            return a, None
        if SCALING == "inverted":
            mask = mask * (F(1) / self.keep(layer))
        return a * mask, mask

    def train(self, step, x, y):
        if not self.running:
            return
        size = x.shape[1]
        if self.settings["input_noise"] > 0:
            noise = normals(UNITS[0] * padded(size), INPUT_NOISE, step).reshape(UNITS[0], padded(size))
            x = x + F(self.settings["input_noise"]) * noise[:, :size]
        a, factor = self.drop(x, 0, step)
        passed, slopes = [a], [None]
        for layer in range(LAYERS):
            z = self.w[layer] @ passed[-1] + self.b[layer]
            if layer + 1 < LAYERS:
                a = activate(z)
                out, factor = self.drop(a, layer + 1, step)
                passed.append(out)
                slopes.append(slope(a) if factor is None else slope(a) * factor)
        if not np.isfinite(mean_cost(z, y)):
            self.running = False
            return
        delta = (output(z) - y) / F(size)
        dw, db = [None] * LAYERS, [None] * LAYERS
        decay = F(self.settings["l2"]) / F(M)
        for layer in reversed(range(LAYERS)):
            dw[layer] = delta @ passed[layer].T + decay * self.w[layer]
            db[layer] = delta.sum(axis=1, keepdims=True)
            if layer > 0:
                delta = (self.w[layer].T @ delta) * slopes[layer]
        if self.settings["marginalized"] and LAYERS == 1 and CLASSES <= 2:
            self.add_slope_of_masks(passed[0], z, dw[0], db[0])
        before = [p.copy() for p in self.w + self.b]
        self.update(dw + db)
        if not all(np.isfinite(p).all() for p in self.w + self.b):
            self.w, self.b = before[:LAYERS], before[LAYERS:]
            self.running = False

    def update(self, gradient):
        self.updates += 1
        rate, mu = F(RUN["rate"]), F(RUN["momentum"])
        for i, (p, g) in enumerate(zip(self.w + self.b, gradient)):
            if OPTIMIZER == "sgd":
                p -= rate * g
            elif OPTIMIZER == "adam":
                beta1, beta2, epsilon = F(0.9), F(0.999), F(1e-8)
                self.first[i] = beta1 * self.first[i] + (F(1) - beta1) * g
                self.second[i] = beta2 * self.second[i] + (F(1) - beta2) * g * g
                m = self.first[i] * F(1 / (1 - float(beta1)**self.updates))
                v = self.second[i] * F(1 / (1 - float(beta2)**self.updates))
                p -= rate * m / (np.sqrt(v) + epsilon)
            else:
                gain = F(1) - mu if OPTIMIZER == "averaged-momentum" else F(1)
                self.first[i] = mu * self.first[i] + gain * g
                p -= rate * self.first[i]
        longest = self.settings["max_norm"]
        if longest > 0:
            for w in self.w:
                norm = np.sqrt((w * w).sum(axis=1, keepdims=True))
                w *= np.where(norm > longest, F(longest) / norm, F(1))

    def predict(self, x):
        """At test time nothing is dropped; the output before its transfer function."""
        a = x
        for layer in range(LAYERS):
            if SCALING == "classic":
                a = a * self.keep(layer)
            z = self.w[layer] @ a + self.b[layer]
            a = activate(z)
        return z

    def score(self, x, y):
        z = self.predict(x)
        if CLASSES == 0:
            return mean_cost(z, y), float("nan")
        if CLASSES == 2:
            return mean_cost(z, y), float(np.mean((output(z) >= 0.5) == (y >= 0.5)))
        return mean_cost(z, y), float(np.mean(z.argmax(axis=0) == y.argmax(axis=0)))

    def stop_early(self, iteration):
        patience = self.settings["early_stop"]
        if not self.running or patience == 0:
            return
        cost = self.score(TEST_X, TEST_Y)[0]
        if self.best_at < 0 or cost < self.best_cost:
            self.best_at, self.best_cost = iteration, cost
            self.best = [p.copy() for p in self.w + self.b]
        elif iteration - self.best_at >= patience:
            self.w, self.b = self.best[:LAYERS], self.best[LAYERS:]
            self.running = False

    def set_parameter(self, index, value):
        for w, b in zip(self.w, self.b):
            for p in (w, b):
                if index < p.size:
                    p.flat[index] = value
                    return
                index -= p.size

    def hold(self, index, how):
        layer = 0
        while index >= UNITS[layer]:
            index -= UNITS[layer]
            layer += 1
        self.held.pop((layer, index), None)
        if how > 0:
            self.held[(layer, index)] = how == 1


def change(arms, field, arm, index, value):
    if field in ("rate", "momentum"):
        RUN[field] = value
    elif field == "keep":
        arms[arm].settings["keep"][index] = value
    elif field == "hold":
        arms[arm].hold(index, value)
    elif field == "weight":
        arms[arm].set_parameter(index, value)
    else:
        arms[arm].settings[field] = value


class Measuring:
    """When the page measures: at every `stride`-th iteration, which doubles when its curves are full."""

    def __init__(self):
        self.stride, self.count = STRIDE, 1

    def due(self, iteration):
        if iteration % self.stride != 0:
            return False
        stops = True
        if self.count == 600:
            self.count, self.stride = 300, self.stride * 2
        if iteration % self.stride == 0:
            self.count += 1
        return stops


def main():
    arms = [Arm(settings) for settings in ARMS]
    batches, measuring, changes = Batches(), Measuring(), list(CHANGES)
    for iteration in range(ITERATIONS + 1):
        while changes and changes[0][0] == iteration:
            change(arms, *changes.pop(0)[1:])
        if iteration == ITERATIONS:
            break
        x, y = batches.next()
        for arm in arms:
            arm.train(iteration, x, y)
        if measuring.due(iteration + 1):
            for arm in arms:
                arm.stop_early(iteration + 1)
    print(f"{ITERATIONS} iterations. Figures here, and in parentheses those of the run exported:")
    worst = 0.0
    for arm, there in zip(arms, THIS_RUN):
        print(arm.settings["name"])
        for name, x, y, cost_there, accuracy_there in (("training set", TRAIN_X, TRAIN_Y, *there[:2]),
                                                       ("test set", TEST_X, TEST_Y, *there[2:])):
            cost, accuracy = arm.score(x, y)
            line = f"  {name:13} cost {cost:.6g} ({cost_there:.6g})"
            if CLASSES > 0:
                line += f"  accuracy {100 * accuracy:.2f} % ({100 * accuracy_there:.2f} %)"
            print(line)
            worst = max(worst, abs(cost - cost_there))
    print(f"largest difference of a cost: {worst:.2g}")


