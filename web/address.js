// What an address asks for. The page's holds a run, #v1&data=moons&at=2000; that of an embedded scene begins with what
// the frame is to be: #scene=norms&theme=dark&preset=moons&rate=0.02, or #scene=norms&v1&data=moons&at=2000.
const ours = ['scene', 'theme', 'preset', 'start', 'place', 'again'];

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// { scene, theme, preset, start, place, again, link }: `link` is what is left, a run or fields that differ from the preset's.
export function readAddress(hash) {
  const asked = Object.fromEntries(ours.map((word) => [word, '']));
  const link = hash.replace(/^#/, '').split('&').filter((part) => {
    const [key, ...value] = part.split('=');
    if (!ours.includes(key)) return part !== '';
    asked[key] = decoded(value.join('='));
    return false;
  }).join('&');
  return { ...asked, link };
}

// The fragment, with its '#', that shows the same scene with another run.
export function writeAddress({ scene, theme }, link) {
  const words = Object.entries({ scene, theme }).filter(([, value]) => value)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `#${[...words, link].filter(Boolean).join('&')}`;
}
