// The typing page works as a plain form; this adds Enter, arrows and pasting a block from a sheet.
document.querySelectorAll("[data-grid]").forEach((grid) => {
  const body = grid.tBodies[0];
  const inputs = (row) => [...row.querySelectorAll("input:not([type=hidden])")];
  const addRow = () => {
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    row.querySelectorAll("input").forEach((input) => { input.value = ""; input.classList.remove("is-invalid"); });
    row.querySelectorAll(".field-error").forEach((p) => p.remove());
    body.append(row);
    inputs(row)[0].value = body.rows.length;
    return row;
  };
  const move = (input, rows, columns) => {
    const row = input.closest("tr");
    const at = inputs(row).indexOf(input) + columns;
    let target = body.rows[row.sectionRowIndex + rows];
    if (!target && rows > 0) target = addRow();
    if (target) inputs(target)[at]?.focus();
  };
  grid.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.tagName !== "INPUT") return;
    if (event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); move(event.target, 1, 0); }
    if (event.key === "ArrowUp") { event.preventDefault(); move(event.target, -1, 0); }
  });
  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let row = event.target.closest("tr");
    const first = inputs(row).indexOf(event.target);
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line) => {
      line.split("\t").forEach((cell, i) => { const input = inputs(row)[first + i]; if (input) input.value = cell.trim(); });
      row = body.rows[row.sectionRowIndex + 1] || addRow();
    });
  });
});
