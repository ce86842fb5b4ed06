// Says whether this sheet is kept on the device and whether there is network, and takes it off on request.
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  const box = document.getElementById("sheet-kept");
  const show = (name) => {
    box.hidden = false;
    box.querySelectorAll("[data-when]").forEach((part) => { part.hidden = part.dataset.when !== name; });
  };
  const say = () => show(navigator.onLine ? "kept" : "away");
  if (!("serviceWorker" in navigator)) return;
  window.addEventListener("offline", say);
  window.addEventListener("online", say);
  if (!navigator.onLine) return say();
  const forget = await window.keepPage(box.dataset.worker, say);
  if (forget) box.querySelector("[data-forget]").addEventListener("click", async () => { await forget(); show("gone"); });
});
