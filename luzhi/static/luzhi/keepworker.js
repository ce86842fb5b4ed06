// Gives a page that was kept on this device, and what it is drawn with, when there is no network. It asks the network
// first and gives up after four seconds; what no page asked it to keep it neither keeps nor answers. One script for all
// such pages: each has it under an address of its own, which says for which pages it may answer.
"use strict";
const STORE = `kept ${new URL(self.registration.scope).pathname}`;
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data && event.data.keep) event.waitUntil(keep(event.data.keep).then(() => event.source.postMessage("kept")));
});

async function keep(addresses) {
  const store = await caches.open(STORE);
  await Promise.all(addresses.map(async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await store.put(address, answer);
  }));
}

async function answer(request) {
  const store = await caches.open(STORE);
  const known = await store.match(request, { ignoreVary: true });
  const asked = fetch(request).then((fresh) => {
    if (known && fresh.ok && !fresh.redirected) store.put(request, fresh.clone());
    return fresh;
  });
  if (!known) return asked;
  const late = new Promise((resolve) => { setTimeout(() => resolve(known), PATIENCE); });
  return Promise.race([asked.catch(() => known), late]);
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && new URL(event.request.url).origin === self.location.origin) {
    event.respondWith(answer(event.request));
  }
});
