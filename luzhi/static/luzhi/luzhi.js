// Small helps that the pages work without.
document.addEventListener("htmx:responseError", (event) => {
  const problem = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("[role=alert]");
  if (problem) document.getElementById("main").prepend(problem);
});
// Leaving a form with unsaved text asks first.
let unsaved = false;
document.addEventListener("input", (event) => { if (event.target.closest(".record-form")) unsaved = true; });
document.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
// A button with data-insert writes its words at the cursor of the field it names.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const field = button && document.getElementById(button.dataset.into);
  if (!field || field.readOnly) return;
  field.focus();
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
// A page that comes back from the browser's memory would still be waiting for the work it asked for.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-watch]")) location.reload();
});
// While the server works at a form with data-watch, the page beneath asks it twice a second how far it is.
document.addEventListener("submit", (event) => {
  const { watch } = event.target.dataset;
  const line = watch && document.getElementById("progress");
  if (!line) return;
  line.hidden = false;
  setTimeout(() => event.target.querySelectorAll("button").forEach((button) => { button.disabled = true; }));
  setInterval(async () => {
    const answer = await fetch(watch).catch(() => null);
    if (!answer?.ok) return;
    const { entered, rows } = await answer.json();
    line.querySelector("progress").value = entered;
    line.querySelector("output").value = `${entered} / ${rows}`;
  }, 500);
});
