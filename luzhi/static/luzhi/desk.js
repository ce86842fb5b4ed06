// Keys of the review desk: j k move, x marks, a marks all, l opens the text, o the record, u takes back; a letter on a
// button presses it for what is marked, or for the one the reader stands on. Everything works without them.
const desk = document.querySelector("[data-desk]");
const rows = desk ? [...desk.querySelectorAll("[data-row]")] : [];
const boxes = rows.map((row) => row.querySelector("input[type=checkbox]"));
const all = desk && desk.querySelector("[data-all]");
let place = -1;

function stand(next) {
  if (!rows.length) return;
  place = Math.max(0, Math.min(rows.length - 1, next));
  boxes[place].focus();
  rows[place].scrollIntoView({ block: "center" });
}
function markAll(on) {
  boxes.forEach((box) => { box.checked = on; });
  all.checked = on;
}
function press(button) {
  const marks = button.value !== "accept";
  if (marks && !boxes.some((box) => box.checked) && place >= 0) boxes[place].checked = true;
  if (!marks || boxes.some((box) => box.checked)) desk.requestSubmit(button);
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
  const button = desk && /^[a-z]$/.test(event.key) ? desk.querySelector(`[data-key=${event.key}]`) : null;
  if (event.key === "u" && undo) undo.requestSubmit();
  else if (!rows.length) return;
  else if (event.key === "j") stand(place + 1);
  else if (event.key === "k") stand(place - 1);
  else if (event.key === "x" && place >= 0) boxes[place].checked = !boxes[place].checked;
  else if (event.key === "a") markAll(!boxes.every((box) => box.checked));
  else if (event.key === "o" && place >= 0) rows[place].querySelector("a").click();
  else if (event.key === "l" && place >= 0) rows[place].querySelector("details").toggleAttribute("open");
  else if (button) press(button);
  else return;
  event.preventDefault();
});
