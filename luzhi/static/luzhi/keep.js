// Keeps the page one is on, with what it is drawn with, so that it opens without network. `kept` is called each time the
// device has it; the answer is a function that takes it off the device again, or null where devices cannot keep pages.
"use strict";
window.keepPage = async (worker, kept) => {
  if (!window.isSecureContext || !navigator.serviceWorker) return null;
  navigator.serviceWorker.addEventListener("message", (event) => { if (event.data === "kept") kept(); });
  const registered = await navigator.serviceWorker.register(worker);
  if (navigator.onLine) {
    const files = [...document.querySelectorAll("link[rel=stylesheet][href], link[rel=icon][href], script[src], img[src]")]
      .map((part) => part.href || part.src).filter((address) => address.startsWith(location.origin));
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({ keep: [location.href.split("#")[0], ...files] });
  }
  return async () => {
    await caches.delete(`kept ${new URL(registered.scope).pathname}`);
    await registered.unregister();
  };
};
