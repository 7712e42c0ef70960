// Small comforts. Every page works without this file.
(() => {
  "use strict";
  const body = document.body;
  const english = document.documentElement.lang === "en";

  // --- a form filled in where there may be no network: it is not given up for the browser's own page --------
  document.addEventListener("submit", async (event) => {
    const form = event.target, { submitter } = event;
    if (!(form instanceof HTMLFormElement) || !form.dataset.needsNetwork || form.dataset.reached) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try { await fetch("/field/here", { cache: "no-store", signal: AbortSignal.timeout(8000) }); }
    catch { alert(form.dataset.needsNetwork); return; }
    form.dataset.reached = "1";
    form.requestSubmit(submitter);
    delete form.dataset.reached;
  }, { capture: true });

  // --- forms: what was typed is not lost -------------------------------------------------------
  const minute = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
  const changed = new Set();

  const line = (form) => {
    let found = form.querySelector("[data-saved-line]");
    if (!found) {
      found = document.createElement("p");
      found.className = "saved-line no-print";
      found.dataset.savedLine = "";
      found.setAttribute("role", "status");
      form.append(found);
    }
    return found;
  };

  const save = async (form) => {
    const draft = new FormData(form);
    for (const [name, value] of [...draft]) if (value instanceof File) draft.delete(name);
    const told = line(form);
    const before = form.dataset.edits;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(draft),
        headers: { "x-requested-with": "autosave" },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      told.classList.remove("is-failed");
      told.textContent = `${body.dataset.saved} ${minute()}`;
      if (form.dataset.edits === before) changed.delete(form);
    } catch {
      told.classList.add("is-failed");
      told.textContent = body.dataset.notSaved;
    }
  };

  for (const form of document.querySelectorAll("form[data-autosave], form[data-unsaved]")) {
    let timer = 0;
    form.dataset.edits = "0";
    form.addEventListener("input", () => {
      form.dataset.edits = String(Number(form.dataset.edits) + 1);
      changed.add(form);
      if (!form.dataset.autosave) return;
      clearTimeout(timer);
      timer = setTimeout(() => save(form), 1500);
    });
    form.addEventListener("submit", () => { clearTimeout(timer); changed.delete(form); });
  }
  addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });

  // A form is sent once: a second click within ten seconds does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 10000);
  });
  addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

  // --- a file that is too large is not sent first and refused afterwards ---------------------------
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset.largest) return;
    const large = [...target.files].some((file) => file.size > Number(target.dataset.largest));
    target.setCustomValidity(large ? target.dataset.tooLarge : "");
    if (large) target.reportValidity();
  });

  // --- a phone that keeps an officer's tasks: they leave it with the officer ----------------------
  const owner = () => { try { return localStorage.getItem("zhiheng-field-owner"); } catch { return null; } };
  const leaving = () => import(body.dataset.leave);
  if (owner() && body.dataset.person && owner() !== body.dataset.person) leaving().then(({ leave }) => leave());
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.getAttribute("action") !== "/sign-out" || !owner()) return;
    event.preventDefault();
    const { leave, unsent } = await leaving();
    const many = await unsent().catch(() => 0);
    if (many && !confirm(body.dataset.leaveUnsent.replace("%(n)s", many))) { delete form.dataset.sent; return; }
    // First the session, then the device: emptied without a network, a phone would look signed out and still act for its owner.
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    } catch { delete form.dataset.sent; alert(body.dataset.leaveOffline); return; }
    if (answer.type !== "opaqueredirect") { form.submit(); return; }
    await leave();
    location.assign("/");
  });

  // --- money read back -------------------------------------------------------------------------
  const digits = "零壹贰叁肆伍陆柒捌玖";
  const four = (text) => {
    let words = "", gap = false;
    [...text.padStart(4, "0")].forEach((digit, place) => {
      if (digit === "0") { gap = words !== ""; return; }
      words += (gap ? "零" : "") + digits[digit] + ["仟", "佰", "拾", ""][place];
      gap = false;
    });
    return words;
  };
  const capitals = (whole, cents) => {
    let words = "", gap = false;
    const groups = [];
    for (let rest = whole; rest; rest = rest.slice(0, -4)) groups.unshift(rest.slice(-4));
    groups.forEach((group, index) => {
      const value = Number(group);
      if (!value) { gap = words !== ""; return; }
      if (words && (gap || value < 1000)) words += "零";
      words += four(group) + ["", "万", "亿", "万亿"][groups.length - 1 - index];
      gap = false;
    });
    const [tenth, hundredth] = cents;
    if (words) words += "元";
    if (cents === "00") return (words || "零元") + "整";
    words += tenth !== "0" ? digits[tenth] + "角" : words ? "零" : "";
    return words + (hundredth !== "0" ? digits[hundredth] + "分" : "整");
  };
  const readBack = (field) => {
    const out = field.closest(".field")?.querySelector(".read-back");
    if (!out || field.dataset.money !== "yuan") return;
    const plain = field.value.normalize("NFKC").replace(/[\s,¥元]/g, "");
    const parts = /^0*(\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain);
    if (!parts) { out.textContent = ""; return; }
    const whole = parts[1].replace(/^0+/, ""), cents = (parts[2] || "").padEnd(2, "0");
    out.textContent = english
      ? `CNY ${(whole || "0").replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`
      : capitals(whole, cents);
  };
  document.addEventListener("input", (event) => { if (event.target.dataset?.money) readBack(event.target); });

  // --- copy, print, search ---------------------------------------------------------------------
  for (const button of document.querySelectorAll("[data-copy]")) if (navigator.clipboard) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.print !== undefined) print();
    if (button.dataset.copy !== undefined) {
      await navigator.clipboard.writeText(button.dataset.copy);
      const words = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("[data-search]");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  });

  // --- work list: j and k move between rows, enter opens the one that has the focus ---------------
  document.addEventListener("keydown", (event) => {
    if ((event.key !== "j" && event.key !== "k") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const links = [...document.querySelectorAll("[data-row] [data-open]")];
    if (!links.length) return;
    const row = document.activeElement?.closest("[data-row]");
    const at = links.findIndex((link) => row?.contains(link));
    const next = at < 0 ? 0 : Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), links.length - 1);
    event.preventDefault();
    links[next].focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const tick = document.activeElement?.closest("[data-row]")?.querySelector("[data-tick]");
    if (tick) { event.preventDefault(); tick.checked = !tick.checked; }
  });

  // --- phrases: put into the field where one is writing, the first blank marked; found while typing -------
  for (const box of document.querySelectorAll("[data-phrases]")) {
    const field = document.getElementById(box.dataset.phrases);
    const filter = box.querySelector("[data-phrase-filter]");
    const items = [...box.querySelectorAll("[data-phrase-item]")];
    filter.parentElement.hidden = false;
    filter.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = filter.value.trim().toLowerCase();
      for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
    });
    filter.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      items.find((item) => !item.hidden)?.querySelector("button").focus();
    });
    box.addEventListener("toggle", () => { if (box.open) filter.focus(); });
    box.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-phrase]") : null;
      if (!button || !field) return;
      event.preventDefault();
      const before = field.value.slice(0, field.selectionEnd || field.value.length).trimEnd();
      const after = field.value.slice(field.selectionEnd || field.value.length).trimStart();
      const start = before ? before.length + 1 : 0;
      field.value = [before, button.dataset.phrase, after].filter(Boolean).join("\n");
      const used = document.createElement("input");
      Object.assign(used, { type: "hidden", name: "phrases", value: button.value });
      field.form.append(used);
      const blank = /【[^【】]*】/.exec(button.dataset.phrase);
      const end = start + button.dataset.phrase.length;
      field.focus();
      field.setSelectionRange(blank ? start + blank.index : end, blank ? start + blank.index + blank[0].length : end);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // --- folds: closed on narrow screens, the open menu closes when one looks elsewhere -----------
  if (matchMedia("(max-width: 991px)").matches)
    for (const fold of document.querySelectorAll(".facets")) fold.open = false;
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".who[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of document.querySelectorAll(".who[open]")) menu.open = false;
  });
  addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll("details.clock, .chart details")) fold.open = true; });

  document.querySelector("[data-focus]")?.focus();
})();
