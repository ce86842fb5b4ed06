// A sign-in desk: reads badges against the list it took along, keeps each reading until the server has it, and goes on
// without network. Readings and list lie in the browser's own database; the list goes when the expo is over.
(() => {
  const root = document.getElementById("desk");
  if (!root || !window.indexedDB) return;
  const say = root.dataset, classes = JSON.parse(say.classes);
  const form = document.getElementById("desk-form"), field = form.elements.code;
  const answer = document.getElementById("desk-answer"), found = document.getElementById("desk-found");
  const log = document.getElementById("desk-log"), net = document.getElementById("desk-net");
  const AT_ONCE = 500, EVERY = 15000, SHOWN = 8;
  let list = null, badges = new Map(), signed = new Map(), waiting = 0, online = true, trouble = "", sending = false, csrf = "";

  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("luzhi-expo-days", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("lists", { keyPath: "desk" });
      asked.result.createObjectStore("readings", { keyPath: "token" }).createIndex("desk", "desk");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const run = async (store, mode, work) => {
    const base = await opened;
    return new Promise((done, failed) => {
      const act = base.transaction(store, mode), asked = work(act.objectStore(store));
      act.oncomplete = () => done(asked && asked.result);
      act.onerror = act.onabort = () => failed(act.error);
    });
  };

  // Random marks also where a page without https has no crypto.randomUUID.
  const mark = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    const h = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  };
  const readCode = (text) => text.replace(/[\s-]/g, "").toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0").replace(/U/g, "V");
  const clock = (moment) => new Date(moment).toTimeString().slice(0, 5);
  const today = () => { const d = new Date(); return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`; };
  const line = (tag, text, name) => { const e = document.createElement(tag); e.textContent = text; if (name) e.className = name; return e; };

  const use = (told) => {
    list = told;
    badges = new Map(told.badges.map(([code, name, firm, kind, gone]) => [code, { code, name, firm: firm || "", kind, gone }]));
    signed = new Map(told.signed.map(([code, at, desk]) => [code, { at, desk }]));
  };
  const showNet = () => {
    const parts = [online ? say.sayOnline : say.sayOffline];
    if (waiting) parts.push(say.sayWaiting.replace("{n}", waiting));
    if (list) parts.push(say.sayList.replace("{n}", badges.size));
    if (trouble) parts.push(trouble);
    net.textContent = parts.join(" · ");
    net.className = `desk-net ${trouble ? "stop" : online ? "good" : "warn"}`;
    root.dataset.waiting = waiting; root.dataset.ready = list ? "1" : "";
  };
  const count = async () => { waiting = (await run("readings", "readonly", (s) => s.index("desk").count(say.desk))) || 0; showNet(); };

  const show = (tone, name, text) => {
    answer.className = `desk-answer desk-${tone}`;
    answer.replaceChildren(line("p", name, "desk-name"), line("p", text));
    const entry = line("li", `${clock(Date.now())} ${name} · ${text}`);
    log.prepend(entry);
    while (log.children.length > SHOWN) log.lastChild.remove();
  };
  const judge = (code) => {
    const badge = badges.get(code);
    if (!badge) return ["unknown", code, say.sayUnknown];
    if (badge.gone) return ["void", badge.name, say.sayVoid];
    const words = [badge.firm, classes[badge.kind]].filter(Boolean).join(" · ");
    const before = signed.get(code);
    if (before) return ["again", badge.name, `${say.sayAgain.replace("{at}", clock(before.at)).replace("{desk}", before.desk)} · ${words}`];
    signed.set(code, { at: new Date().toISOString(), desk: document.querySelector("h1").firstChild.textContent.trim() });
    return ["first", badge.name, `${say.sayFirst} · ${words}`];
  };
  const take = async (code) => {
    const told = judge(code);
    // Kept first and shown then: what the screen confirms is on the disk.
    await run("readings", "readwrite", (s) => s.put({ token: mark(), desk: say.desk, code, at: new Date().toISOString() }));
    waiting += 1;
    show(...told); showNet(); found.replaceChildren();
    send();
  };
  const byName = (text) => {
    const wanted = text.trim().toLowerCase();
    return [...badges.values()].filter((b) => !b.gone && (b.name.toLowerCase().includes(wanted) || b.firm.toLowerCase().includes(wanted))).slice(0, SHOWN);
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      for (;;) {
        const rows = await run("readings", "readonly", (s) => s.index("desk").getAll(say.desk, AT_ONCE));
        if (!rows.length) break;
        if (!csrf && !(await fetchList())) break;
        const reply = await fetch(say.report, {
          method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
          body: JSON.stringify({ now: new Date().toISOString(), readings: rows.map(({ token, code, at }) => ({ token, code, at })) }),
        });
        if (reply.redirected || reply.status === 403) { csrf = ""; trouble = say.saySignin; break; }
        if (!reply.ok) { trouble = (await reply.json().catch(() => ({}))).problem || String(reply.status); break; }
        const told = await reply.json();
        trouble = ""; online = true;
        await run("readings", "readwrite", (s) => told.kept.forEach((token) => s.delete(token)));
        if (!told.kept.length) break;
      }
    } catch (error) { online = false; } finally { sending = false; await count(); }
  };
  const fetchList = async () => {
    try {
      const reply = await fetch(say.list);
      if (reply.redirected || !reply.ok) { trouble = say.saySignin; return false; }
      const told = await reply.json();
      csrf = told.csrf; delete told.csrf;
      online = true; trouble = "";
      use({ ...told, desk: say.desk });
      await run("lists", "readwrite", (s) => s.put(list));
      return true;
    } catch (error) { online = false; csrf = ""; return false; } finally { showNet(); }
  };
  const keepPage = async () => {
    await window.keepPage(say.worker, () => { root.dataset.kept = "1"; });
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value; field.value = ""; field.focus();
    if (!text.trim()) return;
    const code = readCode(text);
    const names = badges.has(code) ? [] : byName(text);
    if (!names.length || /^[0-9A-Z]{10}$/.test(code)) {
      if (/[^0-9A-Z]/.test(code)) { found.replaceChildren(line("li", say.sayNobody, "missing")); return; }
      take(code); return;
    }
    found.replaceChildren(...names.map((badge) => {
      const item = document.createElement("li"), button = line("button", [badge.name, badge.firm].filter(Boolean).join(" · "), "btn btn-outline-primary");
      button.type = "button"; button.addEventListener("click", () => { take(badge.code); field.focus(); });
      item.append(button); return item;
    }));
  });
  window.addEventListener("online", send);
  setInterval(() => send().then(() => { if (!waiting) fetchList(); }), EVERY);
  (async () => {
    if (!(await fetchList())) {
      const kept = await run("lists", "readonly", (s) => s.get(say.desk));
      if (kept && kept.expires && kept.expires < today()) { await run("lists", "readwrite", (s) => s.delete(say.desk)); trouble = say.sayStale; }
      else if (kept) use(kept);
    }
    await count(); await send();
    keepPage().catch(() => {});
  })();
})();
