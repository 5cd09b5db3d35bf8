// Opens a tour's page without a net. It answers for what the page itself has put into its cache, and
// for nothing else: every other request goes to the server as if it were not there.
"use strict";

const KEPT = "visits-pages";
const PATIENCE = 5000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && /^\/visits\/\d+\/$/.test(pathname)) event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(request));
});

// The server's page where it answers in time, else the one kept. A page that says "sign in" is an
// answer as well: what was typed is kept by the page, not here.
async function page(request) {
  const kept = await (await caches.open(KEPT)).match(request.url, { ignoreSearch: true });
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); });
  const fresh = fetch(request).then((answer) => (answer.status >= 500 ? kept : answer), () => kept);
  return Promise.race([fresh, late]);
}

// The address of an asset carries its content's fingerprint, so what is kept is right.
async function asset(request) {
  return (await (await caches.open(KEPT)).match(request)) ?? fetch(request);
}
