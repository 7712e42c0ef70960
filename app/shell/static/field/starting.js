// The visit begins with the firm's code: scanned or typed, compared on the device, recorded with the time it was read.
import { skew } from "./bundle.js";
import { isCodeOf } from "./chain.js";
import { canScan, place, watch } from "./scan.js";
import { say, today } from "./words.js";

export const starting = (visit) => {
  const form = visit.root.querySelector("form[data-start]");
  if (!form) return;
  const code = form.elements.code, result = form.querySelector("[data-scan-result]"), camera = form.querySelector("[data-camera]");
  const typed = form.querySelector("[data-typed]");
  let scanned = "", stop = null;

  const check = (text) => {
    const isRight = isCodeOf(visit.id, visit.known.content.codes, text);
    result.hidden = false;
    result.className = isRight ? "scan-result is-right" : "scan-result is-wrong";
    result.textContent = isRight ? say("codeRight", { firm: visit.known.content.firm.name }) : say("codeWrong", { code: text.slice(0, 80) });
    return isRight;
  };
  const close = () => { stop?.(); stop = null; camera.hidden = true; };

  const scan = form.querySelector("[data-scan]");
  if (canScan()) {
    scan.hidden = false;
    typed.open = false;
    scan.addEventListener("click", async () => {
      if (stop) { close(); return; }
      camera.hidden = false;
      try {
        stop = await watch(camera.querySelector("video"), (text) => {
          if (!check(text)) return false;
          scanned = text;
          close();
          form.elements.told.focus();
          return true;
        });
      } catch {
        close();
        typed.open = true;
        result.hidden = false;
        result.className = "scan-result is-wrong";
        result.textContent = say("noCamera");
        code.focus();
      }
    });
  }
  code.addEventListener("input", () => { result.hidden = true; scanned = ""; });
  addEventListener("pagehide", close);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    delete form.dataset.sent;
    const text = scanned || code.value.trim(), why = form.querySelector("[name=why_typed]:checked")?.value ?? "";
    const wrong = [];
    if (!text) wrong.push(say("codeMissing"));
    else if (!check(text)) wrong.push(say("codeWrong", { code: text.slice(0, 80) }));
    if (text && !scanned && !why) wrong.push(say("whyMissing"));
    const { from, until } = visit.known.content.approval, now = today(await skew());
    if (from && (now < from || now > until)) wrong.push(say("outOfDays", { from, until }));
    if (!form.elements.place.value.trim()) wrong.push(say("placeMissing"));
    if (!form.elements.told.checked) wrong.push(say("toldMissing"));
    visit.problem(form, wrong.join(" "));
    if (wrong.length) { if (!scanned) typed.open = true; return; }
    close();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const where = form.elements.with_place?.checked ? await place() : "";
    await visit.keep("start", {
      place: form.elements.place.value.trim(), told: true, how: scanned ? "camera" : "typed", code: text.slice(0, 500),
      why_typed: scanned ? "" : why, where,
    }, { tell: say("startKind") });
    button.disabled = false;
    visit.show();
    scrollTo({ top: 0 });
  });
};
