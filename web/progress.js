// What a learner leaves in the lessons, kept in this browser alone: nothing where it refuses.
const kept = (key) => {
  let last = '';
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(now) {
      const text = JSON.stringify(now);
      if (text === last) return;
      last = text;
      try {
        localStorage.setItem(key, text);
      } catch {} // refused
    },
    clear() {
      last = '';
      try {
        localStorage.removeItem(key);
      } catch {} // refused
    },
  };
};

// How far: three marks a lesson in a number each.
export function marks() {
  const { read, write, clear } = kept('dropout-lab-lessons');
  return { read, clear, write: (now) => now.some((mark) => mark !== 0) && write(now) };
}

// What was believed before and after (beliefs.js): { before: ['yes', …], after: […] }.
export function beliefs() {
  const { read, write, clear } = kept('dropout-lab-beliefs');
  const list = (what) => (Array.isArray(what) ? what : []);
  return { write, clear, read: () => { const { before, after } = read() ?? {}; return { before: list(before), after: list(after) }; } };
}
