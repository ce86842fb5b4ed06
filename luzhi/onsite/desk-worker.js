// Gives a sign-in desk its page and the files it needs when there is no network. The page itself puts them into the
// store; here they are only handed out, and renewed whenever the network answers.
const STORE = "luzhi-expo-days";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const request = event.request;
  const page = request.mode === "navigate" && /\/expo-days\/desks\/\d+\/$/.test(new URL(request.url).pathname);
  const file = request.method === "GET" && ["script", "style", "image", "font"].includes(request.destination);
  if (request.method !== "GET" || !(page || file)) return;
  event.respondWith((async () => {
    const store = await caches.open(STORE);
    try {
      const answer = await fetch(request);
      // A page that leads to the sign-in is not the desk's page.
      if (page && answer.ok && !answer.redirected) await store.put(request.url, answer.clone());
      return answer;
    } catch (error) {
      const kept = await store.match(request.url);
      if (kept) return kept;
      throw error;
    }
  })());
});
