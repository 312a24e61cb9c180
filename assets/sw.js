// Keeps the help page and what it is drawn with for when the server is away; nothing else is ever kept.
const KEPT = "harbour-help-1";
const DRAWN = [
  "/app.css",
  "/fonts/atkinson-hyperlegible-next-latin.woff2",
  "/logo.svg",
  "/favicon.svg",
  "/first.js",
  "/shell.js",
  "/link.js",
];
const help = (path) => /^\/[A-Za-z-]{2,7}\/help-(now|card)$/.test(path);
const ours = (url) => url.origin === location.origin && !url.search && (DRAWN.includes(url.pathname) || help(url.pathname));

// Fetched without cookies, so that what is kept is the same for everybody.
async function keep(cache, path) {
  const answer = await fetch(path, { credentials: "omit", cache: "no-cache" });
  if (answer.ok && !answer.redirected) await cache.put(path, answer);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((cache) => Promise.all(DRAWN.map((path) => keep(cache, path)))));
});

self.addEventListener("activate", (event) => {
  const tidy = caches.keys().then((names) => Promise.all(names.filter((one) => one !== KEPT).map((one) => caches.delete(one))));
  event.waitUntil(Promise.all([tidy, self.clients.claim()]));
});

// The page names the help pages to keep, one for each language.
self.addEventListener("message", (event) => {
  const paths = Array.isArray(event.data) ? event.data.filter((path) => typeof path === "string" && help(path)) : [];
  const cards = paths.map((path) => path.replace(/now$/, "card"));
  const all = [...DRAWN, ...paths, ...cards];
  event.waitUntil(caches.open(KEPT).then((cache) => Promise.allSettled(all.map((path) => keep(cache, path)))));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !ours(url)) return;
  const kept = async () => (await caches.match(url.pathname, { ignoreVary: true })) || Response.error();
  event.respondWith(fetch(event.request).then((answer) => (answer.status < 500 ? answer : kept()), kept));
});

// A reminder leads back to the page it came from, and never opens anything else.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const pages = self.clients.matchAll({ type: "window" });
  event.waitUntil(pages.then((all) => (all.find((page) => page.visibilityState === "visible") || all[0])?.focus()));
});
