// The host page's way to the program: messages of version 1, in and out, between this frame and the page that holds it.
// The README's table says what they are; dropout-lab.d.ts has their types.
import { heightFor, scenes } from './shapes.js';

const version = 1;
const interval = 250; // ms between two events of an iteration, at least

const isText = (value) => typeof value === 'string' && value.length <= 60000;
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
const isId = (id) => id === undefined || isText(id) || isNumber(id);
const isValue = (value) => isText(value) || isNumber(value);

function fieldPairs(fields) {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return null;
  const entries = Object.entries(fields);
  if (!entries.length || !entries.every(([, value]) => [value].flat().every(isValue))) return null;
  return entries.map((entry) => entry.map((word) => encodeURIComponent(String(word))).join('=')).join('&');
}

const measured = ({ name, kind, cost_train, cost_test, accuracy_train, accuracy_test, norm, diverged }) => ({
  name, kind, diverged, cost: { train: cost_train, test: cost_test },
  accuracy: { train: accuracy_train, test: accuracy_test }, norm,
});

// `bridge` is the page's half of it, `frame` is frame.js; `listen` is called with who takes the host's messages.
export function serveHost(program, bridge, canvas, frame, build, listen) {
  const { asked, memory } = bridge;
  const { allowed, host, tell } = frame;
  const { scene, lesson } = asked;
  const figures = () => JSON.parse(program.figures());
  const state = () => {
    const { iteration, epoch, playing, replaying, speed, dark, link, notice, experiment, arms } = figures();
    return { scene: scene || 'page', theme: dark ? 'dark' : 'light', speed, iteration, epoch, playing, replaying, link,
      notice, experiment, arms: arms.map(measured) };
  };

  // What a host commands is kept at once: the frame may be taken away before it draws again.
  const remember = () => {
    const { link, playing, replaying, digits_loading: waits } = figures();
    if (replaying || waits) return {};
    memory.keep({ link, playing });
    return { link, playing };
  };
  addEventListener('pagehide', remember);
  if (!host) return;

  // The canvas at twice its size, which it has until the next frame.
  const picture = () => new Promise((resolve) => {
    const { savePicture } = bridge;
    bridge.savePicture = () => canvas.toBlob(resolve, 'image/png');
    program.picture();
    bridge.savePicture = savePicture;
  });

  // Each gives '' or the words that say why not; or the answer.
  const deeds = {
    play: () => program.play(true),
    pause: () => program.play(false),
    reset: () => program.reset(),
    step: async ({ count = 1 }) => {
      if (!Number.isInteger(count) || count < 1 || count > 1000) return "step's count is a whole number from 1 to 1000";
      let why = program.step(count);
      if (!why) while ((why = program.goOnStepping()) === '…') await new Promise((resolve) => setTimeout(resolve));
      return why;
    },
    set: ({ fields }) => (fieldPairs(fields) ? program.set(fieldPairs(fields))
      : "set needs fields like {rate: 0.02, keep: [1, 0.8, 0.8]}, as the README's table of fields names them"),
    load: ({ preset, link }) => {
      if (isText(preset)) return program.openPreset(preset);
      if (isText(link)) return program.loadLink(link);
      return "load needs a preset like 'moons' or a link like '#v1&data=moons'";
    },
    theme: ({ theme }) => {
      if (!['light', 'dark', ''].includes(theme)) return "theme is 'light', 'dark' or '', as the visitor prefers";
      asked.theme = theme;
      program.forgetTheme();
      bridge.prefer();
      return '';
    },
    speed: ({ speed }) => (isNumber(speed) ? program.speed(speed) : 'speed is a number, iterations a second'),
    get: () => ({ type: 'state', ...state() }),
    image: async () => {
      if (canvas.getContext('webgl2').isContextLost()) return 'the browser has taken the drawing context away; ask again later';
      const image = await picture();
      return image ? { type: 'image', image } : 'the browser gives no picture';
    },
    history: () => ({ type: 'history', csv: program.history() }),
  };

  listen(async ({ source, origin, data }) => {
    if (source !== parent || typeof data !== 'object' || data === null || !('dropoutLab' in data)) return;
    if (allowed.length && !allowed.includes(origin)) return;
    const to = origin === 'null' ? '*' : origin;
    const id = isId(data.id) ? data.id : undefined;
    const answer = (said) => (typeof said === 'object' ? tell(said.type, { ...said, id }, to)
      : tell('error', { id, message: said }, to));
    try {
      if (data.dropoutLab !== version) return answer(`this page speaks version ${version} of the messages`);
      if (!isId(data.id)) return answer('an id is a text or a number');
      if (typeof data.type !== 'string' || !Object.hasOwn(deeds, data.type)) {
        return answer(`unknown type; known are ${Object.keys(deeds).join(', ')}`);
      }
      const said = await deeds[data.type](data) ?? '';
      if (said) return answer(said);
      if (isText(data.place)) memory.move(data.place);
      answer({ type: 'done', ...remember() });
    } catch (error) {
      answer(`the message could not be taken: ${error.message}`);
    }
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
    const { iteration, epoch, replaying, link, arms } = now;
    tell('iteration', { iteration, epoch, playing, replaying, link, arms: arms.map(measured) });
  }, interval);

  let width = 0;
  const fit = () => {
    if (innerWidth === width || innerWidth === 0) return;
    width = innerWidth;
    const height = heightFor(!scene && lesson ? 'lesson' : scene, width, Boolean(asked.stop || asked.ask));
    tell('height', { height });
    parent.postMessage({ subject: 'lti.frameResize', height }, '*'); // as Canvas and other LMS listen for
  };
  addEventListener('resize', fit);
  const unknown = scene.split(',').find((one, i, all) => !scenes.includes(one) || (all.length > 1 && ['page', 'settings'].includes(one)) || i > 2);
  if (scene && unknown !== undefined) {
    const message = scene.split(',').length > 3 ? 'a segment has up to three scenes'
      : scenes.includes(unknown) ? `'${unknown}' stands alone, and no other scene beside it`
        : `there is no scene '${unknown.slice(0, 40)}'; there are ${scenes.join(', ')}`;
    program.tell(`The whole page is shown: ${message}.`);
    tell('error', { message });
  }
  tell('ready', { build, ...state() });
  fit();
}
