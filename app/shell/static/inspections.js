// The check form on a phone with a bad network: what was typed stays on the device until the server has taken it.
// Without this file every form is saved by its own button.
(() => {
  "use strict";
  const words = document.querySelector("[data-outbox-owner]");
  if (!words) return;
  const key = `zhiheng-outbox:${words.dataset.outboxOwner}`;
  const token = document.querySelector("[data-outbox-token]").value;
  const RETRY = 10000, PAUSE = 700;
  let sending = false, timer = 0;

  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const write = (box) => {
    try {
      if (Object.keys(box).length) localStorage.setItem(key, JSON.stringify(box));
      else localStorage.removeItem(key);
    } catch { /* a full or forbidden store: the form itself still has its button */ }
    show();
  };
  const minute = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
  const formOf = (path) => [...document.querySelectorAll("form[data-entry]")].find((form) => new URL(form.action).pathname === path);
  const tell = (path, text, tone) => {
    const line = formOf(path)?.querySelector("[data-entry-line]");
    if (!line) return;
    line.textContent = text;
    line.className = tone ? `is-${tone}` : "";
  };
  // How far the form is, as the server counts it.
  const count = (form, progress) => {
    form.closest(".check")?.classList.add("is-answered");
    for (const line of document.querySelectorAll("[data-progress]")) line.textContent = progress[line.dataset.progress] ?? line.textContent;
  };
  const body = (form) => {
    const values = new FormData(form);
    values.delete("_csrf_token");
    return new URLSearchParams(values).toString();
  };
  const why = { refused: words.dataset.refused, signedOut: words.dataset.signedOut, offline: words.dataset.offline };

  const send = async (path, entry) => {
    const sent = new URLSearchParams(entry.body);
    sent.set("_csrf_token", token);
    let answer;
    try {
      answer = await fetch(path, { method: "POST", body: sent, headers: { "x-requested-with": "autosave" } });
    } catch { return "offline"; }
    if (answer.redirected || answer.status === 401) return "signedOut";
    if (answer.status >= 500) return "offline";
    if (!answer.ok) return "refused";
    if (formOf(path)) count(formOf(path), await answer.json().catch(() => ({})));
    return "saved";
  };

  const flush = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    for (const [path, entry] of Object.entries(read())) {
      const outcome = await send(path, entry);
      const box = read(), unchanged = box[path] && box[path].body === entry.body;
      if (outcome === "saved") {
        if (unchanged) delete box[path];
        tell(path, unchanged ? `${words.dataset.saved} ${minute()}` : words.dataset.waiting, "");
      } else if (box[path]) {
        box[path].state = outcome;
        tell(path, why[outcome], "failed");
      }
      write(box);
    }
    sending = false;
    const left = Object.values(read());
    if (left.some((entry) => entry.state !== "refused")) timer = setTimeout(flush, left.some((entry) => !entry.state) ? PAUSE : RETRY);
  };

  const keep = (form) => {
    if (form.querySelector("[name=answer]") && !form.querySelector("[name=answer]:checked")) return;
    const path = new URL(form.action).pathname, box = read();
    box[path] = { body: body(form), label: `${document.querySelector("h1")?.textContent.trim() || ""} · ${form.dataset.label}`, page: location.pathname };
    write(box);
    tell(path, words.dataset.waiting, "");
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE);
  };

  const fill = (form, text) => {
    const values = new URLSearchParams(text);
    for (const field of form.elements) {
      if (!field.name || field.name === "_csrf_token") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
      else if (field.tagName !== "BUTTON") field.value = values.get(field.name) ?? "";
    }
  };

  const list = document.querySelector("[data-outbox-list]");
  function show() {
    const box = read(), many = Object.keys(box).length;
    const line = document.querySelector("[data-outbox-line]");
    if (line) line.hidden = !many || Boolean(list);
    for (const form of document.querySelectorAll("[data-needs-outbox-empty] button")) form.disabled = many > 0 && Object.values(box).some((entry) => entry.page === location.pathname);
    if (!list) return;
    document.querySelector("[data-outbox-none]").hidden = many > 0;
    document.querySelector("[data-outbox-send]").hidden = !many;
    list.replaceChildren(...Object.values(box).map((entry) => {
      const item = document.createElement("li"), link = document.createElement("a"), state = document.createElement("span");
      link.href = entry.page.startsWith("/field/") ? entry.page : "/field";
      link.textContent = entry.label;
      state.className = "note";
      state.textContent = ` ${why[entry.state] || words.dataset.waiting}`;
      item.append(link, state);
      return item;
    }));
  }

  const waiting = read();
  for (const form of document.querySelectorAll("form[data-entry]")) {
    const path = new URL(form.action).pathname;
    if (waiting[path]) { fill(form, waiting[path].body); tell(path, words.dataset.waiting, ""); }
    form.addEventListener("input", () => keep(form));
    form.addEventListener("change", () => keep(form));
    form.addEventListener("submit", (event) => { event.preventDefault(); delete form.dataset.sent; keep(form); flush(); });
    for (const button of form.querySelectorAll("[data-entry-save]")) button.hidden = true;
  }
  document.querySelector("[data-outbox-send]")?.addEventListener("click", flush);
  addEventListener("online", flush);
  show();
  flush();
})();
