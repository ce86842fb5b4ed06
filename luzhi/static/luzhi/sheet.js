// Asks the device to keep this sheet, and says whether it is kept and whether there is network.
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  const box = document.getElementById("sheet-kept");
  const show = (name) => {
    box.hidden = false;
    box.querySelectorAll("[data-when]").forEach((part) => { part.hidden = part.dataset.when !== name; });
  };
  const say = () => show(navigator.onLine ? "kept" : "away");
  if (!("serviceWorker" in navigator)) return;
  const files = [...document.querySelectorAll("link[rel=stylesheet][href], script[src], img[src]")]
    .map((part) => part.href || part.src).filter((address) => address.startsWith(location.origin));
  navigator.serviceWorker.addEventListener("message", (event) => { if (event.data === "kept") say(); });
  window.addEventListener("offline", say);
  window.addEventListener("online", say);
  if (!navigator.onLine) return say();
  await navigator.serviceWorker.register(box.dataset.worker);
  const ready = await navigator.serviceWorker.ready;
  ready.active.postMessage({ keep: [location.href, ...files] });
  box.querySelector("[data-forget]").addEventListener("click", async () => {
    await caches.delete("attendant-sheets");
    await ready.unregister();
    show("gone");
  });
});
