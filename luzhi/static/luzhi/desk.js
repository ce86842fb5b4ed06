// Keys of the review desk: j k move, x marks, a marks all, f files, o opens, u takes back. Everything works without them.
const desk = document.querySelector("[data-desk]");
const rows = desk ? [...desk.querySelectorAll("[data-row]")] : [];
const boxes = rows.map((row) => row.querySelector("input[type=checkbox]"));
const all = desk && desk.querySelector("[data-all]");
let place = -1;

function stand(next) {
  if (!rows.length) return;
  place = Math.max(0, Math.min(rows.length - 1, next));
  boxes[place].focus();
  rows[place].scrollIntoView({ block: "nearest" });
}
function markAll(on) {
  boxes.forEach((box) => { box.checked = on; });
  all.checked = on;
}
if (all) all.addEventListener("change", () => markAll(all.checked));
document.addEventListener("focusin", (event) => {
  const here = boxes.indexOf(event.target);
  if (here >= 0) place = here;
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const undo = document.getElementById("undo");
  if (event.key === "u" && undo) undo.requestSubmit();
  else if (!rows.length) return;
  else if (event.key === "j") stand(place + 1);
  else if (event.key === "k") stand(place - 1);
  else if (event.key === "x" && place >= 0) boxes[place].checked = !boxes[place].checked;
  else if (event.key === "a") markAll(!boxes.every((box) => box.checked));
  else if (event.key === "o" && place >= 0) rows[place].querySelector("a").click();
  else if (event.key === "f") {
    if (!boxes.some((box) => box.checked) && place >= 0) boxes[place].checked = true;
    if (boxes.some((box) => box.checked)) desk.requestSubmit(desk.querySelector("[data-key=f]"));
  } else return;
  event.preventDefault();
});
