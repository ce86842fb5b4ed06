// Moves the chosen shape of a hall plan by buttons, arrow keys or dragging; the fields do the same without this.
"use strict";
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const UNITS_PER_METRE = 10;
const moveForm = () => document.querySelector("form[data-move]");
const chosen = () => document.querySelector(".hall-chosen");

function shift(right, down) {
  const form = moveForm();
  form.elements.right.value = right.toFixed(2);
  form.elements.down.value = down.toFixed(2);
  form.requestSubmit();
}

function step() {
  return Number(moveForm().querySelector("[data-step]").value);
}

function prepare(focus) {
  document.querySelectorAll(".hall-arrows").forEach((group) => { group.hidden = false; });
  if (focus && chosen()) document.getElementById("hall-picture").focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-right]");
  if (button && moveForm()) shift(button.dataset.right * step(), button.dataset.down * step());
});

document.addEventListener("keydown", (event) => {
  // A browser that jumps to a part of the page takes the focus off the picture: then the keys come from the page itself.
  const free = event.target === document.body || (event.target.closest && event.target.closest("#hall-picture"));
  if (!free || !KEYS[event.key] || !moveForm()) return;
  event.preventDefault();
  const [right, down] = KEYS[event.key];
  shift(right * step(), down * step());
});

let drag = null;
document.addEventListener("pointerdown", (event) => {
  const shape = event.target.closest && event.target.closest(".hall-chosen");
  if (!shape || !moveForm()) return;
  const matrix = shape.ownerSVGElement.getScreenCTM();
  drag = { shape, x: event.clientX, y: event.clientY, scale: matrix.a, right: 0, down: 0 };
  event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const snap = (pixels) => Math.round(pixels / drag.scale / UNITS_PER_METRE / step()) * step();
  drag.right = snap(event.clientX - drag.x);
  drag.down = snap(event.clientY - drag.y);
  drag.shape.setAttribute("transform", `translate(${drag.right * UNITS_PER_METRE} ${drag.down * UNITS_PER_METRE})`);
});
document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { right, down } = drag;
  drag = null;
  if (right || down) shift(right, down);
});
// A drag ends in a click on the shape's own link, which would only choose it again.
document.addEventListener("click", (event) => {
  if (event.target.closest && event.target.closest(".hall-chosen")) event.preventDefault();
}, true);
document.addEventListener("dragstart", (event) => { if (drag) event.preventDefault(); });
// The plan is put in anew after each step; the page must not jump meanwhile.
let height = 0;
document.addEventListener("htmx:beforeSwap", () => { height = window.scrollY; });
document.addEventListener("htmx:afterSettle", () => { prepare(true); window.scrollTo({ top: height, behavior: "instant" }); });
document.addEventListener("DOMContentLoaded", () => prepare(location.search.includes("shape=")));
