// What an address asks for. The page's holds a run, #v1&data=moons&at=2000; that of an embedded scene begins with what
// the frame is to be: #scene=norms&theme=dark&preset=moons&rate=0.02, or #scene=norms&v1&data=moons&at=2000. A segment has
// up to three scenes, where it stops and what it asks then: #scene=norms,surfaces&stop=400&ask=Why%3F&v1.
const ours = ['scene', 'lesson', 'theme', 'preset', 'start', 'place', 'again', 'stop', 'ask'];

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Does it begin as a run does, and not with a field? The program knows more of what happens to links on their way.
export const isRun = (link) => /^(\W|%[\dA-F]{2})*v\d/i.test(link);

// { scene, lesson, theme, preset, start, place, again, stop, ask, link }: `link` is what is left, a run or fields that differ from the preset's.
export function readAddress(hash) {
  const asked = Object.fromEntries(ours.map((word) => [word, '']));
  const given = hash.replace(/^#/, '');
  // encoded once more: no key holds these
  const plain = /^[^=]*%(26|3D)/i.test(given) ? decoded(given) : given;
  const link = plain.split('&').filter((part) => {
    const [key, ...value] = part.replace(/^(amp;|\W)+/, '').split('=');
    if (!ours.includes(key)) return part !== '';
    const said = decoded(value.join('='));
    asked[key] = key === 'ask' ? said : said.replace(/[^\w-]+$/, '');
    return false;
  }).join('&');
  return { ...asked, link };
}

// The fragment, with its '#', that shows the same scene with another run.
export function writeAddress({ scene, lesson, theme, stop, ask }, link) {
  const words = Object.entries({ scene, lesson, theme, stop, ask }).filter(([, value]) => value)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `#${[...words, link].filter(Boolean).join('&')}`;
}
