// Cells of a form filled in like a spreadsheet: Enter and the arrows go from number to number, and a copied
// column is pasted into the cells below. Every page works without this file.
(() => {
  "use strict";
  const LONGEST = 40;

  for (const form of document.querySelectorAll("form.cells")) {
    const cells = () => [...form.querySelectorAll("input[inputmode]")].filter((each) => each.offsetParent !== null && !each.readOnly);
    for (const each of form.querySelectorAll("input[inputmode]")) each.enterKeyHint = "next";

    const go = (from, by) => {
      const all = cells();
      const next = all[all.indexOf(from) + by];
      if (next) { next.focus(); next.select(); return; }
      if (by > 0) form.querySelector("button[type=submit], button:not([type])")?.focus();
    };
    const isCell = (target) => target instanceof HTMLInputElement && target.matches("input[inputmode]");

    form.addEventListener("keydown", (event) => {
      if (!isCell(event.target) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      go(event.target, by);
    });

    const said = document.createElement("p");
    said.className = "pasted no-print";
    said.setAttribute("role", "status");
    said.hidden = true;
    form.append(said);

    const put = (pairs) => {
      for (const [cell, text] of pairs) {
        cell.value = text;
        cell.dispatchEvent(new Event("input", { bubbles: true }));
      }
    };
    const tell = (before, left) => {
      said.replaceChildren(form.dataset.pasted.replace("%(n)s", before.length));
      if (left) said.append(" ", form.dataset.pastedLeft.replace("%(n)s", left));
      const back = document.createElement("button");
      back.type = "button";
      back.className = "btn btn-link";
      back.textContent = form.dataset.pastedBack;
      back.addEventListener("click", () => { put(before); said.hidden = true; before[0]?.[0].focus(); });
      said.append(" ", back);
      said.hidden = false;
      before[0]?.[0].closest(".cell")?.before(said);
    };

    form.addEventListener("paste", (event) => {
      if (!isCell(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
      // A column, or a row of one line; of a block of both the first column is what stands under each other here.
      const values = (lines.length > 1 ? lines.map((line) => line.split("\t")[0]) : lines[0].split("\t")).map((value) => value.trim());
      if (values.length < 2) return;
      event.preventDefault();
      const all = cells();
      const from = all.slice(all.indexOf(event.target));
      const taken = values.slice(0, from.length);
      const before = taken.map((_, at) => [from[at], from[at].value]);
      put(taken.map((value, at) => [from[at], value.slice(0, LONGEST)]));
      tell(before, values.length - taken.length);
      from[taken.length - 1].focus();
    });
  }
})();
