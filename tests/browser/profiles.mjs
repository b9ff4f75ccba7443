// Profiles of visitors, with a page each. They serve test after test: a browser takes longer to start the process of a
// page than the page to open. A test that leaves traces in its profile asks for one of its own.
const waiting = 5; // profiles at most, whose processes take memory

export class Profiles {
  #browser;
  #idle = []; // the least recently used first
  #taken = new Set(); // each with `left`, to be called when its visitor goes

  constructor(browser) { this.#browser = browser; }

  // `options` are those of a browser context.
  async take({ own = false, viewport, colorScheme, reducedMotion = null, ...options }) {
    const kind = own ? '' : JSON.stringify(options);
    const at = this.#idle.findLastIndex((profile) => profile.kind === kind);
    const profile = at < 0 ? await this.#make(kind, { ...options, serviceWorkers: own ? 'allow' : 'block' }) : this.#idle.splice(at, 1)[0];
    this.#taken.add(profile);
    await profile.page.setViewportSize(viewport);
    await profile.page.emulateMedia({ colorScheme, reducedMotion, forcedColors: null, contrast: null });
    return profile;
  }

  async #make(kind, options) {
    const context = await this.#browser.newContext(options);
    const page = await context.newPage();
    const scripts = []; // that run before the page
    const add = page.addInitScript.bind(page);
    page.addInitScript = async (...given) => { scripts.push(await add(...given)); };
    return { kind, context, page, scripts };
  }

  async giveBack(profile) {
    if (!this.#taken.delete(profile)) return;
    const { kind, context, page, scripts, left } = profile;
    left();
    if (!kind || page.isClosed()) return context.close();
    await Promise.all(context.pages().map((other) => other !== page && other.close()));
    await page.goto('about:blank');
    await page.mouse.move(-1, -1);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await Promise.all(scripts.splice(0).map((script) => script.dispose()));
    this.#idle.push(profile);
    if (this.#idle.length > waiting) await this.#idle.shift().context.close();
  }

  // Takes back what a test has left; after one that failed nobody knows in what state.
  async tidy(failed) {
    const left = [...this.#taken];
    if (failed) this.#taken.clear();
    await Promise.all(left.map((profile) => (failed ? profile.context.close() : this.giveBack(profile))));
  }
}
