// <dropout-lab scene="norms" preset="moons">fallback text</dropout-lab>: one scene of Dropout Lab in any page. A frame
// that loads when it comes near the viewport; a poster stands in its place before, and when more than four are alive;
// the fallback text where it cannot run.
// Attributes: scene (or up to three), lesson, stop, ask, preset, link, fields (rate=0.02&keep=1,0.8,0.8), theme (light, dark), start (paused), speed, height
// (px), title, and base, the folder of the lab's site. All are properties, too; fields then may be an object.
import { heightFor } from './shapes.js';

const version = 1;
const most = 4;
const patience = { word: 15000, answer: 60000 }; // ms: from the frame's load to its first word, and between two words
const attributes = ['scene', 'lesson', 'stop', 'ask', 'preset', 'link', 'fields', 'theme', 'start', 'speed', 'height', 'base'];
const heard = ['ready', 'iteration', 'lesson', 'error', 'notice', 'height'];
const alive = new Set(); // in the order of use, the least recent first

let here; // the site's address
let style;
let watcher;
let places = 0; // of the elements that this page has had

const css = `
:host { display: block; position: relative; min-height: 240px; contain: layout paint; background: #f6f7f9; border-radius: 12px; overflow: hidden }
:host([hidden]) { display: none }
iframe, img { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; object-fit: cover; object-position: top left }
.another-run { filter: blur(6px) }
.instead { padding: 20px 20px 68px; color: #1a202b; font: 16px/1.5 system-ui, sans-serif }
button { position: absolute; inset: auto auto 12px 12px; min-height: 44px; padding: 0 18px; border: 0; border-radius: 22px; background: #007f5f; color: #fff; font: 600 15px system-ui, sans-serif; cursor: pointer }
button:focus-visible { outline: 3px solid #1a202b; outline-offset: 2px }
`;

function made(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// As in a link, but for what would be read as a link's own signs.
const written = (word) => String(word).replace(/[%&=#]/g, encodeURIComponent);
const writeFields = (fields) => (typeof fields === 'string' ? fields
  : Object.entries(fields).map((pair) => pair.map(written).join('=')).join('&'));

function read(word) {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function readFields(text) {
  return Object.fromEntries((text ?? '').split('&').filter(Boolean).map((pair) => {
    const [key, ...value] = pair.split('=');
    return [read(key), read(value.join('='))];
  }));
}

function write(element, name, value) {
  if (value === null || value === undefined || value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}

// FNV-1a: a short name for a place on a page.
function digest(text) {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ sign.codePointAt(0), 0x01000193);
  return (hash >>> 0).toString(36);
}

function listen({ source, origin, data }) {
  if (data?.dropoutLab !== version) return;
  for (const element of alive) if (element.holds(source)) return element.heard(data, origin);
}

// Where there are no elements (a site that is built on a server), the module can be loaded all the same.
const Base = globalThis.HTMLElement ?? class {};

export class DropoutLabElement extends Base {
  static observedAttributes = [...attributes, 'title'];

  #root = this.attachShadow({ mode: 'open' });
  #size = new CSSStyleSheet();
  #frame = null;
  #origin = '*'; // of the frame, as it has told
  #ready = null; // { promise, resolve, reject }: the frame's first word
  #isReady = false;
  #timer = 0;
  #run = ''; // of the frame, which goes on with it after a sleep
  #playing = null;
  #near = false;
  #failed = false;
  #changed = new Set(); // attributes that the frame does not know of yet
  #follows = false; // soon
  #asked = new Map();
  #nextId = 1;
  #number = 0; // which of the page's elements this is

  connectedCallback() {
    this.#root.adoptedStyleSheets = [style, this.#size];
    this.#number ||= ++places;
    for (const name of attributes.filter((word) => Object.hasOwn(this, word))) { // set before there was a class
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#fit();
    this.#sleep('the element was moved');
    watcher.observe(this);
  }

  disconnectedCallback() {
    watcher.unobserve(this);
    this.#sleep('the element was removed');
  }

  // Changes of one moment are made together.
  attributeChangedCallback(name, old, now) {
    if (old === now || !this.#number) return;
    if (name === 'height') return this.#fit();
    if (name === 'title') return this.#frame && this.#entitle();
    if (!this.#follows) queueMicrotask(() => this.#follow());
    this.#follows = true;
    this.#changed.add(name);
    // fields that are gone are those of the preset again
    const kept = name === 'fields' ? readFields(now) : {};
    if (name === 'fields' && Object.keys(readFields(old)).some((key) => !(key in kept))) this.#changed.add('preset');
  }

  // For hosts.
  play() { return this.#ask('play'); }
  pause() { return this.#ask('pause'); }
  reset() { return this.#ask('reset'); }
  step(count = 1) { return this.#ask('step', { count }); }
  set(fields) { return this.#ask('set', { fields }); }
  load({ preset, link } = {}) { return this.#ask('load', { preset, link }); }
  state() { return this.#ask('get'); }
  image() { return this.#ask('image'); }
  history() { return this.#ask('history'); }

  get fields() { return readFields(this.getAttribute('fields')); }
  set fields(value) { write(this, 'fields', value && writeFields(value)); }

  // For the observer and the listener of this module.
  near(isNear) {
    this.#near = isNear;
    if (isNear && !this.#frame && !this.#failed && this.#room()) this.#wake();
  }

  holds(source) { return this.#frame?.contentWindow === source; }

  heard({ type, id, dropoutLab, ...message }, origin) {
    this.#origin = origin === 'null' ? '*' : origin;
    this.#wait(this.#isReady && !this.#asked.size ? 0 : patience.answer);
    if (type === 'iteration' || type === 'done') {
      if (message.link !== undefined && !message.replaying) this.#run = message.link;
      if (message.playing !== undefined) this.#playing = message.playing;
    }
    const asked = this.#asked.get(id);
    if (asked) {
      this.#asked.delete(id);
      if (!this.#asked.size && this.#isReady) this.#wait(0);
      if (type === 'error') asked.reject(new Error(message.message));
      else asked.resolve({ state: message, image: message.image, history: message.csv }[type]);
      return;
    }
    if (!heard.includes(type)) return;
    if (type === 'error' && !this.#isReady) return this.#fail(message.message);
    if (type === 'ready') this.#begin();
    if (type === 'iteration') {
      alive.delete(this);
      alive.add(this);
    }
    if (type === 'height') this.#fit(message.height);
    this.#dispatch(type, message);
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #said(name) { return this.getAttribute(name) ?? ''; }

  #site() {
    const base = this.#said('base');
    return base ? new URL(base.replace(/\/?$/, '/'), document.baseURI) : here;
  }

  #fit(wanted) {
    const height = Number(this.#said('height').replace(/px\s*$/, '')) || wanted || (this.clientWidth && heightFor(this.#said('lesson') ? 'lesson' : this.#said('scene'), this.clientWidth, Boolean(this.#said('stop') || this.#said('ask'))));
    if (height) this.#size.replaceSync(`:host { height: ${height}px }`);
  }

  #entitle() { this.#frame.title = this.#said('title') || `Dropout Lab: ${this.#said('scene') || (this.#said('lesson') && `lesson ${this.#said('lesson')}`) || 'the whole page'}`; }

  // The place on the host's page, and what the host asked for there: what a frame's memory is kept by.
  #place() {
    const words = [location.origin, location.pathname, location.search, this.#number,
      ...['scene', 'lesson', 'stop', 'ask', 'preset', 'link', 'fields'].map((name) => this.#said(name))];
    return digest(words.join('\n'));
  }

  // The frame is ready: what changed while it was loading is made up for.
  #begin() {
    for (const { reject } of this.#asked.values()) reject(new Error('the frame was loaded anew'));
    this.#asked.clear();
    this.#isReady = true;
    this.#wait(0);
    this.#ready.resolve();
    if (this.hasAttribute('speed')) this.#changed.add('speed');
    if (this.#changed.size) this.#follow();
  }

  // Attributes that have changed act as the messages do; only another scene, lesson or site needs another frame.
  #follow() {
    const changed = this.#changed;
    this.#follows = false;
    if (!this.isConnected) return;
    const opens = changed.has('preset') || changed.has('link');
    if (changed.has('start')) this.#playing = null;
    if (!this.#frame) {
      if (opens) this.#run = '';
      for (const name of changed) if (name !== 'fields' || !this.#run) changed.delete(name);
      this.#failed = false;
      this.#sleep('');
      if (this.#near) this.near(true);
      return;
    }
    if (['scene', 'lesson', 'stop', 'ask', 'base'].some((name) => changed.has(name))) {
      if (opens || changed.has('lesson')) { // which brings a run of its own
        this.#run = '';
        changed.clear();
      }
      for (const name of ['scene', 'stop', 'ask', 'base']) changed.delete(name);
      this.#sleep('the element shows something else now');
      this.#wake();
      return this.#fit();
    }
    if (!this.#isReady) return; // #begin goes on
    this.#changed = new Set();
    const tell = (type, message) => this.#ask(type, { ...message, place: this.#place() })
      .catch((error) => this.#dispatch('error', { message: error.message }));
    if (opens) {
      const link = this.#said('link');
      tell('load', link || !this.hasAttribute('preset') ? { link } : { preset: this.#said('preset') });
    }
    if ((changed.has('fields') || (opens && !this.hasAttribute('link'))) && this.hasAttribute('fields')) {
      tell('set', { fields: this.fields });
    }
    if (changed.has('theme')) tell('theme', { theme: this.#said('theme') });
    if (changed.has('speed') && this.hasAttribute('speed')) tell('speed', { speed: Number(this.#said('speed')) });
    if (changed.has('start') && this.hasAttribute('start')) tell(this.#said('start') === 'paused' ? 'pause' : 'play');
  }

  // Puts the least recently used frame that is out of sight to sleep where four are alive; false if all are in sight.
  #room() {
    if (alive.size < most) return true;
    const idle = [...alive].find((element) => !element.#near);
    idle?.#sleep('the frame was put to sleep');
    return Boolean(idle);
  }

  #address() {
    const start = this.#playing === null ? this.#said('start') : this.#playing ? 'playing' : 'paused';
    const words = Object.entries({ scene: this.#said('scene'), lesson: this.#said('lesson'), theme: this.#said('theme'), stop: this.#said('stop'), ask: this.#said('ask'), start, place: this.#place(),
      again: this.#run ? 1 : '' }).filter(([, value]) => value).map(([name, value]) => `${name}=${written(value)}`);
    const run = this.#run || this.#said('link').replace(/^[^#]*#/, '');
    if (run) words.push(run);
    else words.push(...[this.#said('preset') && `preset=${written(this.#said('preset'))}`, this.#said('fields')].filter(Boolean));
    const language = this.lang ? `?lang=${encodeURIComponent(this.lang)}` : '';
    return new URL(`embed.html${language}#${words.join('&')}`, this.#site());
  }

  // Fails `time` ms from now unless something is heard before; 0: waits for nothing.
  #wait(time) {
    clearTimeout(this.#timer);
    if (!time) return;
    this.#timer = setTimeout(() => {
      if (!this.#isReady) return this.#fail(`Dropout Lab at ${this.#site()} does not answer: the address, or a policy, is in the way`);
      for (const { reject } of this.#asked.values()) reject(new Error(`the frame has not answered for ${time / 1000} s`));
      this.#asked.clear();
    }, time);
  }

  #wake() {
    alive.delete(this);
    alive.add(this);
    const poster = this.#root.querySelector('img');
    this.#failed = this.#isReady = false;
    const ready = {};
    ready.promise = new Promise((resolve, reject) => Object.assign(ready, { resolve, reject }));
    ready.promise.catch(() => {});
    this.#ready = ready;
    this.#wait(patience.answer);
    try {
      this.#frame = made('iframe', { allow: 'clipboard-write; fullscreen', src: this.#address() });
    } catch (error) {
      return this.#fail(error.message);
    }
    this.#frame.addEventListener('load', () => !this.#isReady && this.#wait(patience.word));
    this.#entitle();
    this.#root.replaceChildren(...[poster, this.#frame].filter(Boolean));
  }

  // The frame's WebGL context goes back to the browser; the run stays as a link. What was asked is answered with `why`.
  #sleep(why) {
    this.#end(why);
    const poster = made('img', { alt: '' }); // of the opening experiment: its figures are no other run's
    const another = this.#run || ['preset', 'link', 'fields'].some((name) => this.hasAttribute(name));
    poster.className = another ? 'another-run' : '';
    poster.addEventListener('error', () => poster.remove());
    poster.src = new URL(`posters/${this.#said('scene') || 'page'}.webp`, this.#site());
    this.#root.replaceChildren(poster, this.#button('Run Dropout Lab here'));
  }

  #button(textContent) {
    const button = made('button', { textContent });
    button.addEventListener('click', () => this.#wakeNow());
    return button;
  }

  #end(why) {
    alive.delete(this);
    this.#wait(0);
    this.#frame = null;
    this.#ready?.reject(new Error(why));
    this.#ready = null;
    this.#isReady = false;
    for (const { reject } of this.#asked.values()) reject(new Error(why));
    this.#asked.clear();
  }

  // The element's own text stands where the frame cannot.
  #fail(why) {
    this.#failed = true;
    this.#end(why);
    this.#root.replaceChildren(made('div', { className: 'instead' }, document.createElement('slot')), this.#button('Try again'));
    this.#dispatch('error', { message: why });
  }

  #wakeNow() {
    if (this.#frame) return;
    if (!this.#room()) [...alive][0].#sleep('the frame was put to sleep');
    this.#wake();
  }

  async #ask(type, message = {}) {
    if (!this.isConnected) throw new Error('the element is in no document');
    if (!this.#isReady && !this.getClientRects().length) throw new Error('the element is hidden, and so no frame can run in it');
    this.#wakeNow();
    if (!this.#ready) throw new Error('the frame could not be made');
    await this.#ready.promise;
    if (!this.#isReady) throw new Error('the frame was put to sleep');
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#frame.contentWindow.postMessage({ dropoutLab: version, type, id, ...message }, this.#origin);
      this.#asked.set(id, { resolve, reject });
      this.#wait(patience.answer);
    });
  }
}

for (const name of attributes.filter((word) => word !== 'fields')) {
  Object.defineProperty(DropoutLabElement.prototype, name, {
    configurable: true, enumerable: true,
    get() { return this.getAttribute(name) ?? ''; },
    set(value) { write(this, name, value); },
  });
}

// `where` is the address of a file of the lab's site.
export function define(where) {
  if (!globalThis.customElements || customElements.get('dropout-lab')) return;
  here = where;
  style = new CSSStyleSheet();
  style.replaceSync(css);
  // elements within half a screen's height of what is seen
  watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) target.near(isIntersecting);
  }, { rootMargin: '50% 0px' });
  addEventListener('message', listen);
  customElements.define('dropout-lab', DropoutLabElement);
}
