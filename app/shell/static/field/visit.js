// One visit on the phone: what is typed becomes an entry on the device at once and goes to the server when it can.
import { device, visitOf } from "./bundle.js";
import { append } from "./chain.js";
import { bodyOf, fill, isComplete, isSame } from "./forms.js";
import { photosOf } from "./album.js";
import { signing } from "./signing.js";
import { starting } from "./starting.js";
import { all } from "./store.js";
import { flush, soon, stateWords } from "./sync.js";
import { element, person, say, written } from "./words.js";

const PAUSE = 700;
const LIVING = new Set(["waiting", "broken", "taken"]);

export class Visit {
  constructor(root, known, name) {
    this.root = root;
    this.id = root.dataset.visit;
    this.known = known;
    this.device = name;
    this.entries = [];
    this.forms = [...root.querySelectorAll("form[data-entry]")];
  }

  /** Keep an entry on the device, then try to send it. */
  async keep(kind, body, more) {
    const entry = await append(person(), this.id, this.device, kind, body, more);
    await this.look();
    soon();
    return entry;
  }

  async look() {
    this.entries = (await all(person(), "entries", this.id)).sort((a, b) => a.made_at - b.made_at || a.seq - b.seq);
    this.pictures = await all(person(), "pictures", this.id);
  }

  lastOf(kind, item = null) {
    return this.entries.findLast((entry) => entry.kind === kind && (item === null || entry.item === item));
  }

  /** A step taken on this device that the server has not refused. */
  has(kind) { return LIVING.has(this.lastOf(kind)?.state); }

  get isStarted() { return this.root.dataset.status === "started" || this.has("start"); }

  /** Signed or given up here, and the server does not have it yet. */
  get isClosing() { return ["submit", "unable", "confirm"].some((kind) => ["waiting", "broken"].includes(this.lastOf(kind)?.state)); }

  /** Newer than what the page shows. */
  isNews(entry) { return entry && (entry.state === "waiting" || entry.state === "broken" || (entry.at ?? "") > this.root.dataset.shownAt); }

  /** Signed from here and taken: only then does the page change under the officer's hands. */
  get isSent() { return ["submit", "unable", "confirm"].some((kind) => this.lastOf(kind)?.state === "taken" && this.isNews(this.lastOf(kind))); }

  // --- the check form -----------------------------------------------------------------------------

  overlay() {
    for (const form of this.forms) {
      const entry = this.lastOf(form.dataset.entry, form.dataset.item ?? null);
      if (!this.isNews(entry) || entry.state === "refused") continue;
      fill(form, entry.body);
      if (entry.state !== "conflict") form.dataset.version = entry.hash;
    }
  }

  listen() {
    for (const form of this.forms) {
      let timer = 0;
      const save = () => { clearTimeout(timer); return this.saveForm(form); };
      form.addEventListener("input", (event) => {
        form.dataset.unsaved = String(Number(form.dataset.unsaved ?? 0) + 1);
        this.show();
        clearTimeout(timer);
        timer = setTimeout(save, event.target.type === "radio" || event.target.type === "checkbox" ? 0 : PAUSE);
      });
      form.addEventListener("change", save);
      form.addEventListener("submit", (event) => { event.preventDefault(); delete form.dataset.sent; save(); flush(); });
      for (const button of form.querySelectorAll("[data-entry-save]")) button.hidden = true;
    }
  }

  saveForm(form) {
    // One after the other: a quick second change must see the version that the first one made.
    this.saving = (this.saving ?? Promise.resolve()).then(async () => {
      const edit = form.dataset.unsaved;
      if (!isComplete(form)) return;
      const body = bodyOf(form), last = this.lastOf(form.dataset.entry, form.dataset.item ?? null);
      if (last && LIVING.has(last.state) && isSame(last.body, body)) {
        delete form.dataset.unsaved;
        this.show();
        return;
      }
      const entry = await this.keep(form.dataset.entry, body, { tell: form.dataset.label });
      form.dataset.version = entry.hash;
      if (form.dataset.unsaved === edit) delete form.dataset.unsaved;
      for (const settled of form.querySelectorAll("[name=settles]")) settled.remove();
      this.show();
    }).catch((error) => {
      // The disk is full or forbidden: better said than lost.
      this.problem(form, say("notKept"));
      throw error;
    });
    return this.saving;
  }

  /** Every version of the form that the officer has before the eyes. */
  seen() { return this.forms.map((form) => form.dataset.version ?? "").filter(Boolean); }

  // --- what the page shows ------------------------------------------------------------------------

  problem(near, text) {
    const box = near.querySelector("[data-problem]");
    if (!box) return;
    box.textContent = text;
    box.hidden = !text;
    if (text) box.focus();
  }

  step() {
    if (this.isClosing) return "wait";
    if (!this.isStarted) return "start";
    return this.root.dataset.view === "sign" ? "sign" : "form";
  }

  show() {
    const step = this.step();
    for (const section of this.root.querySelectorAll("[data-step]")) section.hidden = !section.dataset.step.split(" ").includes(step);
    let done = 0, next = null;
    for (const form of this.forms) {
      const entry = this.lastOf(form.dataset.entry, form.dataset.item ?? null);
      this.line(form, entry);
      if (form.dataset.entry !== "item") continue;
      const card = form.closest("li.check"), isAnswered = isComplete(form);
      card.classList.toggle("is-answered", isAnswered);
      if (isAnswered) done += 1;
      else next ??= card;
    }
    const count = this.root.querySelector("[data-progress]");
    if (count) count.textContent = say("progress", { done, n: this.forms.filter((form) => form.dataset.entry === "item").length });
    const link = this.root.querySelector("[data-next]");
    if (link) {
      link.hidden = step !== "form";
      link.textContent = next ? say("next") : say("toSign");
      link.hash = next ? next.id : "firm-side";
    }
    const open = this.entries.filter((entry) => entry.state === "waiting" || entry.state === "broken");
    const line = this.root.querySelector("[data-visit-line]");
    if (line) line.textContent = open.length ? `${say("unsent", { n: open.length })} · ${stateWords(open[0])}` : this.entries.length ? say("allTaken") : "";
    const refused = ["start", "submit", "unable", "confirm"].map((kind) => this.lastOf(kind)).find((entry) => entry?.state === "refused" && this.isNews(entry));
    const box = this.root.querySelector("[data-refusal]");
    if (box) {
      box.hidden = !refused;
      if (refused) box.textContent = `${refused.tell}${say("colon")}${refused.reason}`;
    }
  }

  line(form, entry) {
    const line = form.querySelector("[data-entry-line]");
    if (!line) return;
    if (form.dataset.unsaved !== undefined && isComplete(form)) {
      line.className = "is-waiting";
      line.textContent = say("saving");
      return;
    }
    if (!entry || !this.isNews(entry)) return;
    line.className = entry.state === "waiting" ? "is-waiting" : entry.state === "taken" ? "" : "is-failed";
    line.textContent = entry.state === "taken" ? say("taken", { at: written(entry.at) })
      : [stateWords(entry), entry.reason].filter(Boolean).join(say("colon"));
    if (entry.state !== "conflict") return;
    const link = element("a", "", say("seeBoth"));
    link.href = location.pathname;
    line.append(" ", link);
  }
}

/** The server has moved on: the page is another one now. */
const isOver = async (visit) => {
  if (visit.entries.some((entry) => entry.state === "waiting" || entry.state === "broken")) return false;
  const known = await visitOf(visit.id);
  const status = known?.content?.status;
  return status === undefined || !(status === visit.root.dataset.status || status === "started");
};

export const run = async (root) => {
  const known = await visitOf(root.dataset.visit);
  if (!known?.content) return;
  const visit = new Visit(root, known, await device());
  await visit.look();
  visit.overlay();
  visit.listen();
  starting(visit);
  photosOf(visit);
  signing(visit);
  visit.show();
  root.dataset.ready = "";
  let isLeaving = false, wasSent = false;
  addEventListener("field-changed", async () => {
    await visit.look();
    visit.show();
    visit.album?.();
    // A closed visit leaves the device, its entries with it.
    wasSent ||= visit.isSent;
    if (navigator.onLine && !isLeaving && wasSent && await isOver(visit)) { isLeaving = true; location.reload(); }
  });
};
