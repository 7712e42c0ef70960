// Reading the record back, then signing it: nothing is submitted before the server has taken it.
import { pads } from "./sign.js";
import { flush } from "./sync.js";
import { element, say } from "./words.js";

const readBack = (visit, box) => {
  const rows = [], gaps = [];
  for (const form of visit.forms.filter((each) => each.dataset.entry === "item")) {
    const answer = form.querySelector("[name=answer]:checked"), note = form.elements.note.value.trim();
    const item = element("li"), link = element("a", "", form.dataset.label);
    link.href = `#${form.closest("li.check").id}`;
    link.addEventListener("click", () => { visit.root.dataset.view = "form"; visit.show(); });
    item.append(link, " ", element("strong", "", answer ? answer.parentElement.textContent.trim() : say("notAnswered")));
    const isProblem = answer?.value === "problem";
    if (isProblem && note) item.append(element("p", "prewrap", note));
    if (isProblem && form.elements.was_corrected.checked) item.append(element("p", "note", say("corrected")));
    if (!answer) gaps.push(say("gapAnswer", { item: form.dataset.label }));
    else if (isProblem && note.length < 4) gaps.push(say("gapNote", { item: form.dataset.label }));
    rows.push(item);
  }
  box.replaceChildren(...rows);
  return gaps;
};

const gapsOfFirm = (form) => {
  const sign = form?.querySelector("[name=sign]:checked")?.value ?? "";
  if (!sign) return [say("gapSign")];
  if (sign === "signed" && !form.elements.representative.value.trim()) return [say("gapRepresentative")];
  if (sign === "refused" && !form.elements.sign_refusal.value.trim()) return [say("gapRefusal")];
  return [];
};

const keepDrawing = async (visit, pad, role, name) => {
  const { sha256, size, blob, typed } = await pad.drawing();
  await visit.keep("signature", { role, sha256, size, name: name.slice(0, 100), typed }, {
    tell: say("signatureOf", { name }), picture: { blob, name: `${role}.png`, kind: "signature" },
  });
};

/** The lead reads the form back and signs; the firm's person signs before. */
const submitting = (visit) => {
  const form = visit.root.querySelector("form[data-submit]");
  if (!form) return;
  const section = form.closest("[data-step]"), known = pads(section);
  const firm = visit.forms.find((each) => each.dataset.entry === "firm");
  const list = section.querySelector("[data-read-back]"), said = section.querySelector("[data-firm-said]");
  const open = visit.root.querySelector("[data-to-sign]");

  open.hidden = false;
  open.addEventListener("click", async () => {
    for (const each of visit.forms) await visit.saveForm(each);
    visit.root.dataset.view = "sign";
    const gaps = [...readBack(visit, list), ...gapsOfFirm(firm)];
    const sign = firm.querySelector("[name=sign]:checked");
    said.textContent = [firm.elements.representative.value.trim(), firm.elements.statement.value.trim(), sign?.parentElement.textContent.trim()].filter(Boolean).join(" · ");
    known.firm.box.hidden = sign?.value !== "signed";
    visit.problem(form, gaps.join(" "));
    visit.show();
    scrollTo({ top: 0 });
    section.querySelector("h2").focus();
  });
  section.querySelector("[data-server-gaps]").hidden = true;
  section.querySelector("[data-to-form]").hidden = false;
  section.querySelector("[data-to-form]").addEventListener("click", () => { visit.root.dataset.view = "form"; visit.show(); });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    const wrong = [...readBack(visit, list), ...gapsOfFirm(firm)];
    const isFirmSigning = firm.querySelector("[name=sign]:checked")?.value === "signed";
    if (isFirmSigning && !known.firm.isSigned) wrong.push(say("padFirmEmpty"));
    if (!known.lead.isSigned) wrong.push(say("padOwnEmpty"));
    visit.problem(form, wrong.join(" "));
    if (wrong.length) return;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    if (isFirmSigning) await keepDrawing(visit, known.firm, "firm", firm.elements.representative.value.trim());
    await keepDrawing(visit, known.lead, "lead", visit.root.dataset.ownName);
    await visit.keep("submit", { seen: visit.seen() }, { tell: say("submitKind") });
    button.disabled = false;
    visit.root.dataset.view = "form";
    visit.show();
    scrollTo({ top: 0 });
    flush();
  });
};

/** The second officer has read the record as the server has it, and signs that very record. */
const confirming = (visit) => {
  const form = visit.root.querySelector("form[data-confirm]");
  if (!form) return;
  const known = pads(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    visit.problem(form, known.second.isSigned ? "" : say("padOwnEmpty"));
    if (!known.second.isSigned) return;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    await keepDrawing(visit, known.second, "second", visit.root.dataset.ownName);
    await visit.keep("confirm", { record: visit.root.dataset.record }, { tell: say("confirmKind") });
    button.disabled = false;
    visit.show();
    flush();
  });
};

const givingUp = (visit) => {
  const form = visit.root.querySelector("form[data-unable]");
  if (!form) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    const unable = form.querySelector("[name=unable]:checked")?.value ?? "", note = form.elements.note.value.trim();
    const wrong = [];
    if (!unable) wrong.push(say("unableMissing"));
    if (note.length < 10) wrong.push(say("unableNote"));
    visit.problem(form, wrong.join(" "));
    if (wrong.length) return;
    await visit.keep("unable", { unable, note }, { tell: say("unableKind") });
    visit.show();
    flush();
  });
};

export const signing = (visit) => { submitting(visit); confirming(visit); givingUp(visit); };
