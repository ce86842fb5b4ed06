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
