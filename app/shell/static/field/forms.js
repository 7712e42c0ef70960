// Between the forms of a visit and the bodies of its entries.
const text = (form, name) => (form.elements[name]?.value ?? "").trim();
const settled = (form) => [...form.querySelectorAll("[name=settles]")].map((field) => field.value);

const BODIES = {
  item: (form) => {
    const answer = form.querySelector("[name=answer]:checked")?.value ?? "";
    const isProblem = answer === "problem";
    return {
      item: form.dataset.item, answer, note: text(form, "note"),
      was_corrected: isProblem && form.elements.was_corrected.checked,
      base: form.dataset.version ?? "", settles: settled(form),
    };
  },
  firm: (form) => ({
    representative: text(form, "representative"), representative_title: text(form, "representative_title"),
    statement: text(form, "statement"), sign: form.querySelector("[name=sign]:checked")?.value ?? "",
    sign_refusal: text(form, "sign_refusal"), base: form.dataset.version ?? "", settles: settled(form),
  }),
};

export const bodyOf = (form) => BODIES[form.dataset.entry](form);

/** Worth an entry: an item that has its answer, the firm's side with anything in it. */
export const isComplete = (form) => (form.dataset.entry === "item"
  ? Boolean(form.querySelector("[name=answer]:checked"))
  : Object.entries(bodyOf(form)).some(([name, value]) => name !== "base" && name !== "settles" && value));

export const isSame = (one, other) =>
  Object.keys(other).every((name) => name === "base" || (name === "settles" ? !other.settles.length : one[name] === other[name]));

export const fill = (form, body) => {
  for (const [name, value] of Object.entries(body)) for (const field of form.querySelectorAll(`[name="${name}"]`)) {
    if (field.type === "hidden") continue;
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
  }
};
