// The typing page works as a plain form; this adds the keyboard, pasting a block from a sheet, and one field for all rows
// when it is sent (a long list has more cells than a form may have fields).
document.querySelectorAll("[data-grid]").forEach((grid) => {
  const body = grid.tBodies[0];
  const inputs = (row) => [...row.querySelectorAll("input:not([type=hidden])")];
  const nextNumber = () => Math.max(0, ...[...body.rows].map((row) => Number(inputs(row)[0].value) || 0)) + 1;
  const addRow = (after) => {
    const number = nextNumber();
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    row.querySelectorAll("input").forEach((input) => {
      input.value = "";
      input.classList.remove("is-invalid");
      input.removeAttribute("aria-invalid");
      input.setAttribute("aria-label", (input.getAttribute("aria-label") || "").replace(/\d+$/, number));
    });
    row.querySelectorAll(".field-error").forEach((p) => p.remove());
    if (after) after.after(row); else body.append(row);
    inputs(row)[0].value = number;
    return row;
  };
  const move = (input, rows) => {
    const row = input.closest("tr");
    const at = inputs(row).indexOf(input);
    let target = body.rows[row.sectionRowIndex + rows];
    if (!target && rows > 0) target = addRow();
    if (target) inputs(target)[at]?.focus();
  };
  const shift = (row, up) => {
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (other) { if (up) other.before(row); else other.after(row); }
  };
  const indent = (row, deeper) => {
    const name = row.querySelector("input[name=name]");
    const bare = name.value.replace(/^[\s　]+/, "");
    name.value = deeper ? `　${bare}` : bare;
  };
  const keys = {
    Enter: (input) => move(input, 1),
    ArrowDown: (input) => move(input, 1),
    ArrowUp: (input) => move(input, -1),
    "Ctrl Enter": (input) => inputs(addRow(input.closest("tr")))[1].focus(),
    "Ctrl Delete": (input) => inputs(input.closest("tr")).slice(1).forEach((cell) => { cell.value = ""; }),
    "Alt ArrowUp": (input) => { shift(input.closest("tr"), true); input.focus(); },
    "Alt ArrowDown": (input) => { shift(input.closest("tr"), false); input.focus(); },
    "Alt Shift ArrowRight": (input) => indent(input.closest("tr"), true),
    "Alt Shift ArrowLeft": (input) => indent(input.closest("tr"), false),
  };
  grid.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.tagName !== "INPUT") return;
    const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
    const act = keys[[...held.filter(Boolean), event.key].join(" ")];
    if (act) { event.preventDefault(); act(event.target); }
  });
  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let row = event.target.closest("tr");
    const first = inputs(row).indexOf(event.target);
    const onName = event.target.name === "name";
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, n, lines) => {
      // an outline copied from a sheet has its lower rows one cell to the right
      let cells = line.split("\t");
      const lower = onName && cells.length > 1 && !cells[0].trim() && cells[1].trim();
      if (lower) cells = [`　${cells[1].trim()}`, ...cells.slice(2)];
      cells.forEach((cell, i) => {
        const input = inputs(row)[first + i];
        if (input) input.value = input.name === "name" ? cell.trimEnd() : cell.trim();
      });
      if (n + 1 < lines.length) row = body.rows[row.sectionRowIndex + 1] || addRow();
    });
  });
  grid.closest("form").addEventListener("submit", (event) => {
    const rows = [...body.rows].map((row) =>
      Object.fromEntries([...row.querySelectorAll("input")].map((input) => [input.name, input.value])));
    const filled = rows.filter((row) => Object.entries(row).some(([name, value]) => value.trim() && name !== "number" && name !== "pk"));
    const all = document.createElement("input");
    all.type = "hidden";
    all.name = "rows";
    all.value = JSON.stringify(filled);
    body.querySelectorAll("input").forEach((input) => { input.disabled = true; });
    event.target.append(all);
  });
});
