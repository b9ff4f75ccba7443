// The canvas once more as DOM, for screen readers: its controls and figures in words, each where it is drawn, unseen
// until it has the focus. The program tells them twice a second and after every act; what is done here goes the way of
// the visitor's hand. A polite live region says what happens.
const pace = 500; // ms between two looks at the program
const rest = 9000; // ms between two reports of a run that plays
const few = 3000; // ms between any two, but for notices and what the visitor did

const later = globalThis.requestIdleCallback ?? ((f) => setTimeout(f, 1));
const percent = (share) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
const grouped = (number) => number.toLocaleString('en').replaceAll(',', tr(','));
const figure = (value) => (value === null ? '–' : grouped(Number(value.toPrecision(3))));
let tr = (english) => english; // the program's
const columns = () => [
  [tr('train accuracy'), (arm) => percent(arm.train)], [tr('test accuracy'), (arm) => percent(arm.test)],
  [tr('train cost J'), (arm) => figure(arm.cost)], [tr('test cost J'), (arm) => figure(arm.costTest)],
  [tr('weight norm'), (arm) => figure(arm.norm)],
];

const neat = (number) => Number(number.toPrecision(6)); // without the tail of a float

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// Writes what is not what was last written here: it makes work even with the old value, and what stands there now can
// be a translator's.
function write(element, key, value, how) {
  element.written ??= {};
  if (element.written[key] === value) return;
  element.written[key] = value;
  how(value);
}

function set(element, values) {
  for (const [key, value] of Object.entries(values)) {
    write(element, key, value === undefined || value === false ? undefined : String(value), (words) =>
      (words === undefined ? element.removeAttribute(key) : element.setAttribute(key, words)));
  }
}

const say = (element, words) => write(element, 'words', words, () => { element.textContent = words; });

function place(element, [x, y, width, height]) {
  for (const [side, value] of Object.entries({ left: x, top: y, width, height })) {
    if (value !== undefined) write(element, side, `${value}px`, (length) => { element.style[side] = length; });
  }
}

const focused = (element) => element.contains(document.activeElement);

// Gives `parent` exactly these children after its `first` ones. One that has the focus is neither moved nor taken away.
function arrange(parent, wanted, first = 0) {
  const keep = new Set(wanted);
  for (const child of [...parent.children].slice(first)) if (!keep.has(child) && !focused(child)) child.remove();
  let next = parent.children[first] ?? null;
  for (const child of wanted) {
    if (focused(child)) while (next && next !== child) next = next.nextElementSibling;
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

const tags = { words: 'p', slider: 'input', stepper: 'input', number: 'input', list: 'select' };
const types = { slider: 'range', stepper: 'text', number: 'text' };

function makeControl({ role }) {
  const element = make(tags[role] ?? 'button', { class: role });
  if (tags[role] === 'input' || !tags[role]) element.type = types[role] ?? 'button';
  if (role === 'tab') element.setAttribute('role', 'tab');
  if (types[role] === 'text') set(element, { role: 'spinbutton', inputmode: 'decimal', autocomplete: 'off' });
  if (role === 'unit') element.tabIndex = -1;
  return element;
}

// What the program says of a number, unless the visitor is about to change it.
function showNumber(element, item) {
  const { role, number, low, high, step } = item;
  if (role === 'list') {
    const names = item.choices.join('\n');
    if (element.names !== names) element.replaceChildren(...item.choices.map((name) => make('option', {}, name)));
    element.names = names;
    if (element.selectedIndex !== number) element.selectedIndex = number;
    return;
  }
  const value = String(neat(number));
  if (role === 'slider') set(element, { min: neat(low), max: neat(high), step: neat(step) });
  else set(element, { 'aria-valuenow': value, ...(role === 'stepper' && { 'aria-valuemin': neat(low), 'aria-valuemax': neat(high) }) });
  if (element.shown === value || (role !== 'slider' && focused(element) && element.value !== element.shown)) return;
  element.value = element.shown = value;
}

function showControl(element, item, answered) {
  const { role, label, value, help, on, off } = item;
  place(element, item.place);
  if (role === 'words') return say(element, label);
  const button = element.localName === 'button';
  set(element, {
    title: help === label ? undefined : help,
    'aria-disabled': off,
    'aria-label': button ? undefined : label,
    'aria-valuetext': role === 'slider' ? value : undefined,
    'aria-pressed': role === 'toggle' ? String(Boolean(on)) : undefined,
    'aria-selected': role === 'tab' ? String(Boolean(on)) : undefined,
  });
  if (button) say(element, value ? `${label}, ${value}` : label);
  else if (answered) showNumber(element, item);
}

// One unit of the picture is reached by Tab, the others from there by arrow keys.
function walk(event) {
  const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -1e9, End: 1e9 };
  const { target, key } = event;
  if (!(key in steps) || !target.classList.contains('unit')) return;
  const units = [...target.parentElement.querySelectorAll('.unit')];
  const to = units[Math.max(0, Math.min(units.length - 1, units.indexOf(target) + steps[key]))];
  for (const unit of units) unit.tabIndex = unit === to ? 0 : -1;
  to.focus();
  event.preventDefault();
}

function makeTable() {
  const table = make('table', {}, make('caption', {}, tr('Every arm, dropout off')));
  table.append(make('thead', {}, make('tr', {}, ...[tr('arm'), ...columns().map(([name]) => name)]
    .map((name) => make('th', { scope: 'col' }, name)))), make('tbody'));
  return table;
}

function showTable(table, arms) {
  const body = table.tBodies[0];
  while (body.rows.length > arms.length) body.deleteRow(-1);
  arms.forEach((arm, i) => {
    const row = body.rows[i] ?? body.insertRow();
    if (!row.cells.length) row.append(make('th', { scope: 'row' }), ...columns().map(() => make('td')));
    [arm.name, ...columns().map(([, value]) => value(arm))].forEach((words, cell) => say(row.cells[cell], words));
  });
}

// What is worth saying aloud, and when; `tell` says it.
function makeReporter(tell) {
  let last;
  let told = performance.now();
  const figures = ({ regression, arms }) => (regression ? tr('Test cost: ') : tr('Test accuracy: ')) +
    arms.map((arm) => `${arm.name} ${regression ? figure(arm.costTest) : percent(arm.test)}`).join(', ');
  const words = (now, age) => {
    const iteration = `${tr('Iteration')} ${grouped(now.iteration)}. ${figures(now)}.`;
    if (now.notice && now.notice !== last.notice) return now.notice;
    if (now.aloud && now.aloud !== last.aloud && (age > few || !now.playing || now.urgent)) return now.aloud;
    if (now.playing !== last.playing) return now.playing ? tr('Training goes on.') : `${tr('Paused.')} ${iteration}`;
    const waited = age > (now.playing ? rest : few);
    if (!waited) return undefined;
    return now.iteration === last.iteration ? undefined : iteration;
  };
  return (now) => {
    last ??= { ...now, notice: '' };
    const said = words(now, performance.now() - told);
    if (said) {
      tell(said);
      told = performance.now();
    }
    // an iteration that was not told waits for its turn
    last = { ...now, iteration: said ? now.iteration : last.iteration };
  };
}

export function makeMirror(program, canvas) {
  tr = program.tr;
  const live = make('p', { role: 'status' });
  const root = make('div', { id: 'mirror' }, make('h1', {}, 'Dropout Lab'), live);
  const arms = make('section', { 'aria-label': tr('Figures') }, make('h2', {}, tr('Figures')), makeTable());
  const regions = new Map();
  const controls = new Map();
  const report = makeReporter((words) => { live.textContent = words; });
  let asked = 0;
  let acted = 0; // when
  let regionCount = 0;
  let latest = '';
  let shown = '';

  const look = () => document.hidden || program.announce();
  const act = (id, what, number = 0, text = '') => {
    asked += 1;
    acted = performance.now();
    program.ask(id, what, number, text);
    look();
    setTimeout(look, 150);
  };

  function showRegion({ id: menu, title, place: at }, key) {
    let known = regions.get(key);
    if (!known) {
      const id = `region-${regionCount++}`;
      const heading = make('h2', { id });
      const section = make('section', { 'aria-labelledby': id }, heading);
      known = { menu, heading, section, tabs: make('div', { role: 'tablist' }), opener: menu && document.activeElement };
      section.menu = menu;
      regions.set(key, known);
    }
    say(known.heading, title);
    place(known.heading, at);
    return known;
  }

  function show(json) {
    const now = JSON.parse(json);
    const answered = now.answered >= asked || performance.now() - acted > 1000;
    const seen = new Map(); // region key → its controls
    const keys = now.regions.map(({ order, title, id }, i) => {
      let key = id ? `menu ${id}` : `${order} ${title}`;
      while (seen.has(key)) key += ` ${i}`;
      seen.set(key, []);
      return key;
    });
    document.documentElement.className = now.dark ? 'dark' : 'light';
    const present = new Set();
    now.items.forEach((item) => {
      const inside = seen.get(keys[item.region]);
      const key = item.id ? `${item.role} ${item.id}` : `words ${keys[item.region]} ${inside?.length}`;
      if (!inside || present.has(key)) return;
      present.add(key);
      const element = controls.get(key) ?? makeControl(item);
      controls.set(key, element);
      element.key = item.id;
      showControl(element, item, answered);
      inside.push(element);
    });
    for (const [key, element] of controls) if (!present.has(key) && !focused(element)) controls.delete(key);
    const sections = now.regions.map((region, i) => {
      const { section, tabs } = showRegion(region, keys[i]);
      const inside = seen.get(keys[i]);
      const inTabs = inside.filter((element) => element.classList.contains('tab'));
      const others = inside.filter((element) => !inTabs.includes(element));
      const units = others.filter((element) => element.classList.contains('unit'));
      if (units.length && !units.some((unit) => unit.tabIndex === 0)) units[0].tabIndex = 0;
      if (inTabs.length) set(tabs, { 'aria-label': region.title });
      arrange(tabs, inTabs);
      arrange(section, inTabs.length ? [tabs, ...others] : others, 1);
      return { section, order: region.order, filled: inside.length > 0 };
    });
    sections.push({ section: arms, order: PLACE.arms - 0.5, filled: true });
    const order = sections.filter(({ filled }) => filled).sort((a, b) => a.order - b.order).map(({ section }) => section);
    const table = arms.querySelector('table');
    showTable(table, now.arms);
    const first = now.regions.find(({ order }) => order === PLACE.arms); // where the arms are drawn
    if (first) place(table, first.place);
    for (const [key, { menu, section, opener }] of regions) {
      if (!menu || seen.has(key)) continue;
      if (focused(section)) opener.focus();
      regions.delete(key);
    }
    arrange(root, order, 2);
    // a menu that was opened here takes the focus
    for (const { menu, section, opener } of regions.values()) {
      if (menu && opener === document.activeElement && root.contains(opener)) section.querySelector('button, input, select')?.focus();
    }
    report(now);
  }

  root.addEventListener('click', ({ target }) => {
    const button = target.closest('button'); // a translator wraps its words
    if (button && !button.hasAttribute('aria-disabled')) act(button.key, ASK.press);
  });
  const number = ({ target }) => {
    const value = target.localName === 'select' ? target.selectedIndex : Number(target.value);
    target.shown = target.value;
    if (target.type === 'text') act(target.key, ASK.text, 0, target.value); // the program reads it
    else if (Number.isFinite(value)) act(target.key, ASK.number, value);
  };
  root.addEventListener('input', (event) => event.target.type === 'range' && number(event));
  root.addEventListener('change', (event) => event.target.type !== 'range' && number(event));
  root.addEventListener('focusin', ({ target }) => target.key && act(target.key, ASK.reveal));
  root.addEventListener('keydown', (event) => {
    walk(event);
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by && event.target.type === 'text') {
      event.target.shown = event.target.value;
      act(event.target.key, ASK.step, by);
      event.preventDefault();
    }
    const { menu } = event.target.closest('section') ?? {};
    if (event.key === 'Escape' && menu) act(menu, ASK.give_up);
  });

  canvas.after(root);
  setInterval(look, pace);
  look();
  return {
    // The controls of a frame that was asked for.
    take(json) {
      if (json === latest) return;
      if (latest === shown) later(() => show(shown = latest), { timeout: pace });
      latest = json;
    },
  };
}
