// What a frame has from its start on: words to its host, and a memory. host.js, which comes later, listens.
const version = 1;

// Where the site names the pages that may speak to its frames (a meta element of embed.html), no other is listened to
// and nothing is told to any other.
export const allowed = document.querySelector('meta[name=dropout-lab-hosts]')?.content.split(/\s+/).filter(Boolean) ?? [];

function hostOrigin() {
  if (parent === window) return null;
  if (!allowed.length) return '*';
  const origin = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  return allowed.includes(origin) ? origin : null;
}

export const host = hostOrigin();

export function tell(type, message = {}, to = host) {
  if (to) parent.postMessage({ dropoutLab: version, type, ...message }, to);
}
tell('loading');

const mark = 'dropout-lab-';

// Where this frame is: what the element says; a mark in the frame's own name, which lives as long as its iframe; or, as
// the host may need a name that it gave, the page's address and which of its frames this is, where the browser tells.
// A frame that cannot be told from others has no memory, rather than that of another.
function placeOf({ place }, first) {
  if (place) return place;
  if (parent === window) return null;
  if (!window.name) window.name = mark + Math.random().toString(36).slice(2);
  if (window.name.startsWith(mark)) return `${window.name} ${first}`;
  const index = Array.from({ length: parent.length }, (_, i) => parent[i]).indexOf(window);
  if (index < 0 || !document.referrer || new URL(document.referrer).href === `${new URL(document.referrer).origin}/`) return null;
  return `${document.referrer} ${index} ${window.name} ${first}`;
}

// A host page may take a frame away and bring it back (slide decks do): what ran in it is kept for as long as the tab
// lives. Frames that may not keep anything begin anew.
export function makeMemory(asked, first) {
  let place = placeOf(asked, first);
  const quietly = (deed) => {
    try {
      return place ? deed(`dropout-lab ${place}`) : null;
    } catch {
      return null;
    }
  };
  return {
    // `again`: the address is newer than what is kept
    recall: () => (asked.again ? null : quietly((key) => JSON.parse(sessionStorage.getItem(key)))),
    keep: (run) => quietly((key) => sessionStorage.setItem(key, JSON.stringify(run))),
    move(to) { place = to; },
  };
}
