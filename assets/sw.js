// @ts-check
/// <reference lib="webworker" />
// Serves the member's pages from the phone. The build puts `SHELL` before it: its id, the files with the hashes of
// those whose name has none, the pages, and a pattern of the addresses that have parts to fill in.
(() => {
  const worker = /** @type {any} */ (self), { build, files, pages, filled, fallback } = SHELL;
  const CACHE = "rythm-" + build, kept = new Set(files.map(([path]) => path)), pattern = new RegExp(filled);

  // All of one build or nothing: a file of another, fetched while the server is being replaced, is refused.
  worker.addEventListener("install", (event) => event.waitUntil(caches.open(CACHE).then((cache) =>
    Promise.all(files.map(async ([path, integrity]) => {
      const had = integrity ? undefined : await caches.match(path);      // such a name never stands for anything else
      return had ? cache.put(path, had) : cache.add(new Request(path, integrity ? { integrity, cache: "reload" } : {}));
    })))));

  worker.addEventListener("activate", (event) => event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await worker.clients.claim();
  })()));

  const acts = { "take over": () => worker.skipWaiting(), claim: () => worker.clients.claim() };
  worker.addEventListener("message", ({ data }) => acts[data]?.());

  worker.addEventListener("fetch", (event) => {
    const { method, url, mode } = event.request, { origin, pathname } = new URL(url);
    if (method !== "GET" || origin !== worker.location.origin) return;
    const page = pathname.replace(/(.)\/$/, "$1");
    const path = mode !== "navigate" ? pathname : pages.includes(page) ? page : pattern.test(page) ? fallback : "";
    if (!kept.has(path)) return;                          // the API, the socket and desks of the staff: the network's
    const stored = caches.open(CACHE).then((cache) => cache.match(path)).catch(() => undefined);
    event.respondWith(stored.then((response) => response ?? fetch(event.request)));
  });

  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const tabs = worker.clients.matchAll({ type: "window" });
    event.waitUntil(tabs.then(([tab]) => tab?.focus() ?? worker.clients.openWindow("/log")));
  });
})();
