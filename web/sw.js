// Keeps the page for visits without a network. Its entries are asked of the server first, so that a new version shows
// at once; files with a hash in their name never change and come from the cache. A new worker waits until the pages of
// the former are closed, and then throws away what only they needed.
import { hasRelaxedSimd, hasSimd } from './builds.js';

// By web/setup/pack.mjs: CORE are the files of every visit, BUILDS those of either program, VERSION changes with any.
const prefix = `dropout-lab ${registration.scope} `;
const name = prefix + VERSION;

async function keepCore() {
  const build = hasSimd() && hasRelaxedSimd() ? 'relaxed' : 'plain';
  const cache = await caches.open(name);
  // what the page has just loaded is not loaded again, even from a server that wants to be asked each time
  await cache.addAll([...CORE, ...BUILDS[build]].map((file) => new Request(file, { cache: 'force-cache' })));
}

async function forgetOthers() {
  const others = (await caches.keys()).filter((key) => key.startsWith(prefix) && key !== name);
  await Promise.all(others.map((key) => caches.delete(key)));
}

async function fromNetwork(request) {
  const response = await fetch(request);
  if (response.ok) (await caches.open(name)).put(request, response.clone());
  return response;
}

async function fromCache(request) {
  return await caches.match(request, { ignoreSearch: true }) ?? fromNetwork(request);
}

async function fresh(request) {
  try {
    return await fromNetwork(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

addEventListener('install', (event) => event.waitUntil(keepCore()));
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(registration.scope)) return;
  event.respondWith(request.url.startsWith(`${registration.scope}assets/`) ? fromCache(request) : fresh(request));
});
