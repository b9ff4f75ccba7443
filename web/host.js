// The host page's way to the program: messages of version 1, in and out, between this frame and the page that holds it.
// The README's table says what they are; dropout-lab.d.ts has their types.
const version = 1;
const interval = 250; // ms between two events of an iteration, at least

// Heights that suit a scene: share of the width, least and greatest.
const shapes = {
  page: [0.7, 760, 1000], network: [0.62, 260, 560], tape: [0.3, 240, 320], surfaces: [0.45, 240, 480],
  settings: [1.2, 480, 900], 'kill-test': [0.6, 320, 560], penalty: [0.75, 360, 720], weights: [0.75, 360, 720],
};

function heightFor(scene, width) {
  const [share, least, most] = shapes[scene || 'page'] ?? [0.55, 260, 480];
  return Math.round(Math.min(most, Math.max(least, width * share)));
}

// Where the site names the pages that may speak to its frames (a meta element of embed.html), no other is listened to
// and nothing is told to any other.
const allowed = document.querySelector('meta[name=dropout-lab-hosts]')?.content.split(/\s+/).filter(Boolean) ?? [];

function hostOrigin() {
  if (!allowed.length) return '*';
  const origin = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  return allowed.includes(origin) ? origin : null;
}

const isText = (value) => typeof value === 'string' && value.length <= 60000;
const isValue = (value) => isText(value) || (typeof value === 'number' && Number.isFinite(value));

function fieldPairs(fields) {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return null;
  const entries = Object.entries(fields);
  if (!entries.length || !entries.every(([, value]) => isValue(value))) return null;
  return entries.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
}

const measured = ({ name, kind, cost_train, cost_test, accuracy_train, accuracy_test, norm, diverged }) => ({
  name, kind, diverged, cost: { train: cost_train, test: cost_test },
  accuracy: { train: accuracy_train, test: accuracy_test }, norm,
});

export function serveHost(program, scene, build) {
  const target = hostOrigin();
  if (!target) return;
  const tell = (type, message = {}, to = target) => parent.postMessage({ dropoutLab: version, type, ...message }, to);
  const figures = () => JSON.parse(program.figures());
  const state = () => {
    const { iteration, epoch, playing, link, notice, experiment, arms } = figures();
    return { scene: scene || 'page', iteration, epoch, playing, link, notice, experiment, arms: arms.map(measured) };
  };

  // Each gives '' or the words that say why not.
  const deeds = {
    play: () => program.play(true),
    pause: () => program.play(false),
    reset: () => program.reset(),
    step: ({ count = 1 }) => (Number.isInteger(count) && count >= 1 && count <= 1000 ? program.step(count)
      : "step's count is a whole number from 1 to 1000"),
    set: ({ fields }) => (fieldPairs(fields) ? program.set(fieldPairs(fields))
      : "set needs fields like {rate: 0.02, keep: '1,0.8,0.8'}, as the README's table of fields names them"),
    load: ({ preset, link }) => {
      if (isText(preset)) return program.openPreset(preset);
      if (isText(link)) return program.openLink(link.replace(/^[^#]*#/, ''));
      return "load needs a preset like 'moons' or a link like '#v1&data=moons'";
    },
  };

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || typeof data !== 'object' || data === null || !('dropoutLab' in data)) return;
    if (allowed.length && !allowed.includes(origin)) return;
    const to = origin === 'null' ? '*' : origin;
    const { id } = data;
    const refuse = (message) => tell('error', { id, message }, to);
    if (data.dropoutLab !== version) return refuse(`this page speaks version ${version} of the messages`);
    if (data.type === 'get') return tell('state', { id, ...state() }, to);
    if (!Object.hasOwn(deeds, data.type)) {
      return refuse(`unknown type; known are get, ${Object.keys(deeds).join(', ')}`);
    }
    const why = deeds[data.type](data);
    return why ? refuse(why) : tell('done', { id }, to);
  });

  let told = -1;
  let playing = null;
  let notice = '';
  setInterval(() => {
    const now = figures();
    if (now.notice !== notice) {
      notice = now.notice;
      if (notice) tell('notice', { message: notice });
    }
    if (now.iteration === told && now.playing === playing) return;
    told = now.iteration;
    playing = now.playing;
    const { iteration, epoch, link, arms } = now;
    tell('iteration', { iteration, epoch, playing, link, arms: arms.map(measured) });
  }, interval);

  let width = 0;
  const fit = () => {
    if (innerWidth === width) return;
    width = innerWidth;
    const height = heightFor(scene, width);
    tell('height', { height });
    parent.postMessage({ subject: 'lti.frameResize', height }, '*'); // as Canvas and other LMS listen for
  };
  addEventListener('resize', fit);
  tell('ready', { build, ...state() });
  fit();
}
