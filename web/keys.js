// The canvas's keys on their way to the program. What the program may know of the keyboard is what this event says:
// browsers tell nothing of keys that come up elsewhere, and macOS not even of a letter that comes up under ⌘. So a key is
// only ever tapped (its repeats are the browser's, more taps), and Ctrl, Shift, Alt and ⌘ are down where an event says so.
const modifiers = { Control: 17, Shift: 16, Alt: 18, Meta: 91 };
const flags = { Control: 'ctrlKey', Shift: 'shiftKey', Alt: 'altKey', Meta: 'metaKey' };
const editing = [...'ACXYZ']; // V is the browser's: it makes the paste event
const repeating = /^(Arrow|Page|Tab|[YZ]$)/;

let elsewhere = false; // letters are not Latin

// A shortcut is found by its letter, and where letters are not Latin, by its place among the Latin ones.
function letterOf({ key, code }) {
  const isLetter = /^[\p{L}\p{M}]+$/u.test(key) && (key.length === 1 || !/[a-z]/i.test(key));
  if (isLetter) elsewhere = !/\p{Script=Latin}/u.test(key);
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return elsewhere && (isLetter || key.length === 1) ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
}

// Escape gives the keyboard back to the page, so that Tab, which walks through the program's controls, is no trap; in a
// frame, to the host's page. One that went down in a text field or a menu is meant for that, and one amid a presentation for that.
function shareEscape(canvas, framed) {
  let escapes = false;
  addEventListener('keydown', ({ key, target }) => {
    const inWords = framed && target.closest?.('#mirror') && !target.closest('section')?.menu;
    escapes = key === 'Escape' && !canvas.presents && (target === canvas || inWords);
  }, { capture: true });
  addEventListener('keyup', ({ key, target }) => {
    if (key !== 'Escape' || !escapes) return;
    target.blur();
    if (framed) parent.focus(); // else this page's body has the keys
  }, { capture: true });
}

// In a frame Tab is the browser's, which goes from the canvas through the controls in words and out.
export function shareKeys(canvas, framed) {
  shareEscape(canvas, framed); // sees the events that stop here
  const held = new Set();
  let giving = false; // an event that this module has made is on its way
  let ready = true; // for a repeat: a tap takes two frames

  const give = (type, init) => {
    const event = new KeyboardEvent(type, { cancelable: true, ...init });
    giving = true;
    canvas.dispatchEvent(event);
    giving = false;
    return event.defaultPrevented;
  };

  const holdAsIn = (event) => {
    for (const [key, keyCode] of Object.entries(modifiers)) {
      const down = Boolean(event[flags[key]]);
      if (down === held.has(key)) continue;
      held[down ? 'add' : 'delete'](key);
      give(down ? 'keydown' : 'keyup', { key, code: `${key}Left`, keyCode, [flags[key]]: down });
    }
  };

  function tap(event) {
    const { key, repeat, location, ctrlKey, shiftKey, metaKey } = event;
    const letter = letterOf(event);
    const command = ctrlKey || metaKey;
    const others = event.altKey || event.getModifierState('AltGraph') || event.isComposing || (framed && key === 'Tab') ||
      /^(F\d+|Process|Unidentified|Dead)$/.test(key) || (command && key.length === 1 && !editing.includes(letter)) ||
      (!letter && event.code.startsWith('Key')); // for the program that would be the letter of its place
    if (others) return;
    if (command && letter) event.preventDefault();
    if (repeat) {
      event.preventDefault();
      if (!ready || !repeating.test(letter ?? key)) return;
      ready = false;
      requestAnimationFrame(() => requestAnimationFrame(() => { ready = true; }));
    }
    const code = letter ? `Key${letter}` : event.code;
    const keyCode = letter ? letter.charCodeAt() : event.keyCode;
    const tapped = { key, code, keyCode, location, ctrlKey, shiftKey, metaKey };
    if (give('keydown', tapped)) event.preventDefault();
    give('keyup', tapped);
  }

  for (const type of ['keydown', 'keyup']) {
    addEventListener(type, (event) => {
      if (giving || event.target !== canvas) return;
      event.stopImmediatePropagation();
      holdAsIn(event);
      if (type === 'keydown' && !(event.key in modifiers)) tap(event);
    }, { capture: true });
  }
  for (const type of ['pointerdown', 'pointermove', 'pointerup', 'wheel']) {
    addEventListener(type, holdAsIn, { capture: true, passive: true });
  }
  addEventListener('blur', () => holdAsIn({}), { capture: true });
}
