// <dropout-lab scene="norms" preset="moons">fallback text</dropout-lab>: one scene of Dropout Lab in any page. A frame
// that loads when it comes near the viewport; a poster stands in its place before, and when more than four are alive.
// Attributes: scene, preset, link, theme (light, dark), start (paused), fields (rate=0.02&keep=1,0.8,0.8), height (px).
const version = 1;
const most = 4;
// A classic script, since modules of another site need headers that ordinary static hosts do not send.
const here = document.currentScript?.src ?? document.querySelector('script[src*="dropout-lab.js"]')?.src ?? location.href;
const attributes = ['scene', 'preset', 'link', 'theme', 'start', 'fields'];
const alive = new Set(); // in the order of use, the least recent first

const style = new CSSStyleSheet();
style.replaceSync(`
:host { display: block; position: relative; min-height: 240px; contain: layout paint; background: #f6f7f9; border-radius: 12px; overflow: hidden }
:host([hidden]) { display: none }
iframe, img { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; object-fit: cover; object-position: top left }
.another-run { filter: blur(6px) }
button { position: absolute; inset: auto auto 12px 12px; min-height: 44px; padding: 0 18px; border: 0; border-radius: 22px; background: #007f5f; color: #fff; font: 600 15px system-ui, sans-serif; cursor: pointer }
button:focus-visible { outline: 3px solid #1a202b; outline-offset: 2px }
`);

// Parts of this element outside the screen and within a screen's height of it.
const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) target.near(isIntersecting);
}, { rootMargin: '50% 0px' });

function listen({ source, data }) {
  if (data?.dropoutLab !== version) return;
  for (const element of alive) if (element.holds(source)) return element.heard(data);
}

class DropoutLabElement extends HTMLElement {
  static observedAttributes = attributes;

  #root = this.attachShadow({ mode: 'open' });
  #frame = null;
  #ready = null; // a promise of the frame's first word
  #isReady = null;
  #run = ''; // of the frame, which goes on with it after a sleep
  #playing = null;
  #near = false;
  #asked = new Map();
  #nextId = 1;

  connectedCallback() {
    this.#root.adoptedStyleSheets = [style];
    this.#sleep();
    watcher.observe(this);
  }

  disconnectedCallback() {
    watcher.unobserve(this);
    this.#sleep();
  }

  attributeChangedCallback() {
    this.#run = '';
    this.#playing = null;
    if (!this.#frame) return this.isConnected && this.#sleep();
    this.#sleep();
    if (this.#near) this.#wake();
  }

  // For hosts.
  play() { return this.#ask('play'); }
  pause() { return this.#ask('pause'); }
  reset() { return this.#ask('reset'); }
  step(count = 1) { return this.#ask('step', { count }); }
  set(fields) { return this.#ask('set', { fields }); }
  load({ preset, link }) { return this.#ask('load', { preset, link }); }
  state() { return this.#ask('get'); }

  // For the observer and the listener of this module.
  near(isNear) {
    this.#near = isNear;
    if (isNear && !this.#frame && this.#room()) this.#wake();
  }

  holds(source) { return this.#frame?.contentWindow === source; }

  heard({ type, id, ...message }) {
    const asked = this.#asked.get(id);
    if (asked) {
      this.#asked.delete(id);
      if (type === 'error') asked.reject(new Error(message.message));
      else asked.resolve(type === 'state' ? message : undefined);
      return;
    }
    if (type === 'ready') this.#isReady();
    if (type === 'iteration') {
      alive.delete(this);
      alive.add(this);
      this.#run = message.link;
      this.#playing = message.playing;
    }
    if (type === 'height' && !this.hasAttribute('height')) this.style.height = `${message.height}px`;
    if (['ready', 'iteration', 'error', 'notice', 'height'].includes(type)) this.dispatchEvent(new CustomEvent(type, { detail: message }));
  }

  // Puts the least recently used frame that is out of sight to sleep where four are alive; false if all are in sight.
  #room() {
    if (alive.size < most) return true;
    const idle = [...alive].find((element) => !element.#near);
    idle?.#sleep();
    return Boolean(idle);
  }

  #address() {
    const said = (name) => this.getAttribute(name) ?? '';
    const start = this.#playing === null ? said('start') : this.#playing ? 'playing' : 'paused';
    const words = Object.entries({ scene: said('scene'), theme: said('theme'), start }).filter(([, value]) => value)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const run = this.#run || said('link').replace(/^[^#]*#/, '');
    if (run) words.push(run);
    else words.push(...[said('preset') && `preset=${encodeURIComponent(said('preset'))}`, said('fields')].filter(Boolean));
    return new URL(`embed.html#${words.join('&')}`, here);
  }

  #wake() {
    alive.delete(this);
    alive.add(this);
    this.#frame = document.createElement('iframe');
    this.#frame.title = this.getAttribute('title') ?? `Dropout Lab: ${this.getAttribute('scene') ?? 'the whole page'}`;
    this.#frame.allow = 'clipboard-write; fullscreen';
    this.#frame.src = this.#address();
    this.#ready = new Promise((resolve) => { this.#isReady = resolve; });
    const height = Number(this.getAttribute('height'));
    if (height > 0) this.style.height = `${height}px`;
    const poster = this.#root.querySelector('img');
    this.#root.replaceChildren(...[poster, this.#frame].filter(Boolean));
  }

  // The frame's WebGL context goes back to the browser; the run stays as a link.
  #sleep() {
    alive.delete(this);
    this.#frame = null;
    this.#ready = null;
    for (const { reject } of this.#asked.values()) reject(new Error('the frame was put to sleep'));
    this.#asked.clear();
    const poster = document.createElement('img'); // of the opening experiment: its figures are no other run's
    const another = this.#run || ['preset', 'link', 'fields'].some((name) => this.hasAttribute(name));
    poster.className = another ? 'another-run' : '';
    poster.alt = '';
    poster.src = new URL(`posters/${this.getAttribute('scene') ?? 'page'}.webp`, here);
    poster.addEventListener('error', () => poster.remove());
    const button = document.createElement('button');
    button.textContent = 'Run Dropout Lab here';
    button.addEventListener('click', () => this.#wakeNow());
    this.#root.replaceChildren(poster, button);
  }

  #wakeNow() {
    if (this.#frame) return;
    if (!this.#room()) [...alive][0].#sleep();
    this.#wake();
  }

  async #ask(type, message = {}) {
    this.#wakeNow();
    await this.#ready;
    if (!this.#frame) throw new Error('the frame was put to sleep');
    const id = this.#nextId++;
    const { origin } = new URL(here);
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#frame.contentWindow.postMessage({ dropoutLab: version, type, id, ...message }, origin === 'null' ? '*' : origin);
    });
  }
}

if (!customElements.get('dropout-lab')) {
  addEventListener('message', listen);
  customElements.define('dropout-lab', DropoutLabElement);
}
