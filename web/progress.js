// How far a learner is in the lessons, three marks each, kept in this browser alone: nothing where it refuses.
const key = 'dropout-lab-lessons';

export function marks() {
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
      if (text === last || now.every((mark) => mark === 0)) return;
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
}
