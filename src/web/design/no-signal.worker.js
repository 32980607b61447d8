// Answers where there is no signal: with the page on which a visit can be recorded, and nothing else. It keeps that page, which
// says nothing of any child, and what it needs to be drawn.
// The two lines below are filled in when it is served.
const version = "VERSION";
const files = ["FILES"];
const page = "/visits/without-signal";

self.addEventListener("install", (event) => {
  const all = [page, ...files].map((path) => new Request(path, { credentials: "omit", cache: "reload" }));
  event.waitUntil(
    caches
      .open(version)
      .then((cache) => cache.addAll(all))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const forgetOlder = async () => {
    for (const name of await caches.keys()) if (name !== version) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forgetOlder());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate")
    event.respondWith(fetch(request).catch(async () => (await caches.match(page)) ?? Response.error()));
  // Asked for afresh, it is asked for to see if there is signal.
  else if (files.includes(new URL(request.url).pathname) && request.cache !== "no-store")
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
