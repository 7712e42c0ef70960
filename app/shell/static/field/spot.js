// A penalty on the spot: kept on the phone as it is typed; without a network decided on a form that was numbered beforehand.
import { device } from "./bundle.js";
import { append } from "./chain.js";
import { pads } from "./sign.js";
import { all, read, remove, write } from "./store.js";
import { flush, isReachable, stateWords } from "./sync.js";
import { element, person, say, written } from "./words.js";

const DRAFT = "spot-draft", PAUSE = 400;
const LIVING = new Set(["waiting", "broken", "taken"]);
const FLAGS = ["is_person", "was_told", "warning", "wants_english", "is_signed"];
const TEXTS = ["firm", "party_name", "party_address", "violation", "facts", "place", "defence", "other_act", "second_officer",
  "signature_note", "collecting", "collecting_reason", "receipt",
  "facts_english", "defence_english", "collecting_reason_english", "signature_note_english", "translated_by"];
const lines = (text) => text.split("\n").filter((line) => line.trim()).length;

const amount = (text) => text.normalize("NFKC").replace(/[,\s\p{Sc}\u5143]/gu, "");

/** The draft goes once the server has the decision that came of it. */
export const arrived = async (key) => {
  if ((await read(person(), "meta", DRAFT))?.request_key === key) await remove(person(), "meta", DRAFT);
};

/** The forms in hand, and what was written on them here: the latest entry of each number. */
const onTheDevice = async () => {
  const booklets = (await all(person(), "visits")).filter((each) => each.kind === "booklets");
  const latest = new Map();
  for (const booklet of booklets) for (const entry of await all(person(), "entries", booklet.id))
    if (entry.kind !== "signature") latest.set(entry.item, entry);
  const free = booklets.flatMap((booklet) => (booklet.content?.numbers ?? [])
    .filter((number) => !LIVING.has(latest.get(number)?.state)).map((number) => ({ number, booklet: booklet.id })));
  return { free, latest: [...latest.values()].sort((a, b) => b.made_at - a.made_at) };
};

class Spot {
  constructor(form) {
    this.form = form;
    this.page = form.closest("[data-spot-page]");
    this.possible = JSON.parse(form.dataset.possible);
    this.paper = this.one("[data-spot-paper]");
    this.pad = pads(form).party;
    this.view = "fill";
  }

  one(selector) { return this.page.querySelector(selector); }

  field(name) { return this.form.elements[name]; }

  values() {
    const found = { request_key: this.field("request_key").value, fine: amount(this.field("fine").value) };
    for (const name of TEXTS) found[name] = this.field(name).value.trim();
    for (const name of FLAGS) found[name] = this.field(name).checked;
    return found;
  }

  fill(said) {
    for (const name of [...TEXTS, "fine"]) if (said[name] !== undefined) this.field(name).value = said[name];
    for (const name of FLAGS) this.field(name).checked = Boolean(said[name]);
    for (const fold of this.form.querySelectorAll("details")) fold.open ||= [...fold.querySelectorAll("input, select, textarea")].some((each) => each.type === "checkbox" ? each.checked : each.value);
  }

  // --- the draft -------------------------------------------------------------------------------

  async begin() {
    const kept = await read(person(), "meta", DRAFT);
    if (!this.form.dataset.typed) {
      // The page may be a kept one: every decision has a key of its own.
      this.field("request_key").value = kept?.request_key ?? crypto.randomUUID();
      if (kept) this.fill(kept);
    }
    this.said(kept ? say("spotDraftKept", { at: written(kept.at) }) : "");
    let timer = 0;
    const save = async () => {
      const at = Date.now();
      await write(person(), "meta", { ...this.values(), at }, DRAFT);
      this.said(say("spotDraftKept", { at: written(at) }));
    };
    this.form.addEventListener("input", (event) => {
      if (event.target.name) { clearTimeout(timer); timer = setTimeout(save, PAUSE); }
    });
    this.save = async () => { clearTimeout(timer); await save(); };
    this.forget = async () => { clearTimeout(timer); await remove(person(), "meta", DRAFT); };
  }

  said(text) { this.one("[data-spot-draft]").textContent = text; }

  // --- what the law allows, as far as the phone can know it --------------------------------------

  problems() {
    const said = this.values(), wrong = [], fine = Number(said.fine || 0), allowed = this.possible[said.violation];
    if (!said.firm && !said.party_name) wrong.push(say("spotParty"));
    if (!allowed) wrong.push(say("spotViolation"));
    if (said.facts.length < 10) wrong.push(say("spotFacts"));
    if (said.place.length < 2) wrong.push(say("spotPlace"));
    if (!said.was_told) wrong.push(say("spotTold"));
    if (said.defence.length < 2) wrong.push(say("spotDefence"));
    if (!said.second_officer) wrong.push(say("spotSecond"));
    if (!/^(\d{1,7}(\.\d{1,2})?)?$/.test(said.fine)) wrong.push(say("spotMoney"));
    else if (!said.warning && !fine) wrong.push(say("spotNothing"));
    if (allowed && said.warning && !allowed.warning) wrong.push(say("spotNoWarning"));
    if (allowed && fine && !allowed.least) wrong.push(say("spotNoFine"));
    else if (allowed && fine && fine < Number(allowed.least)) wrong.push(say("spotLeast", { least: allowed.least }));
    const most = said.is_person ? this.form.dataset.citizen : this.form.dataset.entity;
    if (fine > Number(most)) wrong.push(say("spotMost", { most }));
    if (said.collecting && !fine) wrong.push(say("spotCollectNothing"));
    if (said.collecting === "small" && fine > Number(this.form.dataset.small)) wrong.push(say("spotCollectSmall", { most: this.form.dataset.small }));
    if (["hard", "remote"].includes(said.collecting) && said.collecting_reason.length < 4) wrong.push(say("spotCollectReason"));
    if (said.collecting && !said.receipt) wrong.push(say("spotReceipt"));
    if (said.facts_english && lines(said.facts_english) !== lines(said.facts)) wrong.push(say("spotParagraphs"));
    if (TEXTS.some((name) => name.endsWith("_english") && said[name]) && said.translated_by.length < 2) wrong.push(say("spotTranslator"));
    if (!navigator.onLine && !this.paper.value) wrong.push(say("spotDraftOnly"));
    return wrong;
  }

  handing() {
    const said = this.values();
    if (said.is_signed && !this.pad.isSigned) return [say("spotPad")];
    if (!said.is_signed && said.signature_note.length < 4) return [say("spotNote")];
    return [];
  }

  problem(wrong) {
    const box = this.one("[data-spot-problem]");
    box.replaceChildren(...(wrong.length ? [element("ul")] : []));
    for (const each of wrong) box.firstChild.append(element("li", "", each));
    box.hidden = !wrong.length;
    if (wrong.length) box.focus();
  }

  readBack() {
    const said = this.values(), list = this.one("[data-spot-said]");
    const shown = (name) => { const field = this.field(name); return field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent ?? "" : field.value.trim(); };
    const label = (name) => this.form.querySelector(`label[for="f-${name}"]`)?.firstChild.textContent.trim() ?? name;
    const penalty = [said.warning ? say("spotWarning") : "", Number(said.fine) ? say("spotFine", { fine: said.fine }) : ""].filter(Boolean).join(say("spotJoin"));
    const rows = [[say("spotNumber"), this.paper.value || say("spotByServer")],
      ...["firm", "party_name", "party_address", "violation"].map((name) => [label(name), shown(name)]),
      [say("spotBasis"), this.possible[said.violation].basis],
      ...["facts", "defence"].map((name) => [label(name), shown(name)]),
      [say("spotPenalty"), penalty], ...["place", "second_officer"].map((name) => [label(name), shown(name)])];
    if (said.collecting) rows.push(...["collecting", "collecting_reason", "receipt"].map((name) => [label(name), shown(name)]));
    list.replaceChildren(...rows.filter(([, text]) => text).map(([name, text]) => {
      const row = element("div");
      row.append(element("dt", "", name), element("dd", "prewrap", text));
      return row;
    }));
    this.one("[data-spot-pay]").hidden = !Number(said.fine) || Boolean(said.collecting);
  }

  // --- the forms in hand -------------------------------------------------------------------------

  async look() {
    const { free, latest } = await onTheDevice(), chosen = this.paper.value;
    this.booklets = new Map(free.map((each) => [each.number, each.booklet]));
    for (const select of [this.paper, this.one("[data-spot-spoiled]")])
      select.replaceChildren(...[...select.querySelectorAll("[data-none]")], ...free.map(({ number }) => new Option(number, number)));
    this.paper.querySelector("[data-none]").disabled = !navigator.onLine;
    this.paper.value = this.booklets.has(chosen) ? chosen : navigator.onLine ? "" : free[0]?.number ?? "";
    this.one("[data-spot-none]").hidden = navigator.onLine || free.length > 0;
    this.one("[data-spot-void]").hidden = !free.length;
    const open = latest.filter((entry) => entry.state !== "taken" && entry.kind === "decide");
    this.one("[data-spot-open]").hidden = !open.length;
    this.one("[data-spot-open] ul").replaceChildren(...open.map((entry) => this.row(entry)));
    const mine = this.made && latest.find((entry) => entry.item === this.made);
    if (mine) {
      const line = this.one("[data-spot-state]");
      line.textContent = mine.state === "taken" ? say("spotTaken", { at: written(mine.at) }) : [stateWords(mine), mine.reason].filter(Boolean).join(say("colon"));
      line.className = mine.state === "taken" ? "is-right" : ["refused", "broken"].includes(mine.state) ? "is-wrong" : "is-waiting";
    }
  }

  row(entry) {
    const row = element("li"), state = [stateWords(entry), entry.reason].filter(Boolean).join(say("colon"));
    row.append(element("span", "code", entry.item), ` ${entry.tell} `, element("span", entry.state === "waiting" ? "is-waiting" : "is-failed", state));
    if (entry.state !== "refused") return row;
    const button = element("button", "btn btn-secondary", say("spotReopen"));
    button.type = "button";
    button.addEventListener("click", () => {
      this.fill(entry.body);
      this.field("request_key").value = crypto.randomUUID();
      this.paper.value = entry.item;
      this.show("fill");
    });
    row.append(button);
    return row;
  }

  show(view) {
    this.view = view;
    for (const part of this.page.querySelectorAll("[data-spot-view]")) part.hidden = !part.dataset.spotView.split(" ").includes(view);
    this.showPad();
    this.problem([]);
    scrollTo({ top: 0 });
    if (view !== "fill") this.one(`[data-spot-view~=${view}] h2`)?.focus();
  }

  showPad() {
    const isSigned = this.field("is_signed").checked;
    this.pad.box.hidden = this.view !== "hand" || !isSigned;
    this.field("signature_note").closest(".field").hidden = isSigned;
  }

  async onForm(number) {
    const booklet = this.booklets.get(number), name = await device(), said = this.values();
    const party = (said.party_name || said.firm).slice(0, 200);
    let signature = "";
    if (said.is_signed) {
      const { sha256, size, blob, typed } = await this.pad.drawing();
      await append(person(), booklet, name, "signature", { item: number, sha256, size, name: party, typed },
        { tell: say("signatureOf", { name: party }), picture: { blob, name: "party.png", kind: "signature" } });
      signature = sha256;
    }
    await append(person(), booklet, name, "decide", { item: number, ...said, signature }, { tell: party });
    await this.forget();
    this.made = number;
    this.one("[data-spot-made]").textContent = number;
    await this.look();
    this.show("done");
    flush();
  }

  async finish() {
    const wrong = [...this.problems(), ...this.handing()], number = this.paper.value;
    this.problem(wrong);
    if (wrong.length) return;
    if (number && this.booklets.has(number)) { await this.onForm(number); return; }
    await this.save();
    if (!await isReachable()) {
      await this.look();
      this.problem([say("spotNoNetwork")]);
      return;
    }
    if (this.field("is_signed").checked) {
      const { blob } = await this.pad.drawing(), files = new DataTransfer();
      files.items.add(new File([blob], "party.png", { type: "image/png" }));
      this.field("signature").files = files.files;
    }
    this.isSure = true;
    delete this.form.dataset.sent;
    this.form.requestSubmit();
  }

  listen() {
    this.form.addEventListener("submit", async (event) => {
      if (this.isSure) return;
      event.preventDefault();
      delete this.form.dataset.sent;
      if (this.isBusy) return;
      this.isBusy = true;
      try { await this.finish(); } finally { this.isBusy = false; }
    }, { capture: true });
    this.one("[data-spot-next]").addEventListener("click", () => {
      const wrong = this.problems();
      this.problem(wrong);
      if (wrong.length) return;
      this.readBack();
      this.show("hand");
    });
    this.one("[data-spot-back]").addEventListener("click", () => this.show("fill"));
    this.field("is_signed").addEventListener("change", () => this.showPad());
    this.one("[data-spot-spoil]").addEventListener("click", async () => {
      const number = this.one("[data-spot-spoiled]").value, reason = this.one("[data-spot-why]");
      if (!number || reason.value.trim().length < 4) { this.problem([say("spotVoidMissing")]); return; }
      await append(person(), this.booklets.get(number), await device(), "void", { item: number, reason: reason.value.trim() }, { tell: reason.value.trim() });
      reason.value = "";
      await this.look();
      flush();
    });
    for (const name of ["online", "offline", "field-changed"]) addEventListener(name, () => this.look());
  }
}

export const run = async (form) => {
  const spot = new Spot(form);
  for (const each of spot.page.querySelectorAll("[data-spot-script]")) each.hidden = false;
  await spot.begin();
  await spot.look();
  spot.listen();
  spot.show("fill");
  form.dataset.ready = "";
};
