// The public page of a draw: recompute it here, on the visitor's own device, and say in words what came out.
const panel = document.querySelector("[data-verify]");
const words = panel.querySelector("[data-verify-words]").dataset;
const [status, progress, verdict, file, start, stop] = ["status", "progress", "verdict", "file", "start", "stop"]
  .map((name) => panel.querySelector(`[data-verify-${name}]`));
const ORDER = ["read", "check", "hash", "select", "assign"], WEIGHTS = [0, 0.1, 0.2, 0.35, 0.4, 1];
let worker = null, begun = 0;

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const camel = (name) => name.charAt(0).toUpperCase() + name.slice(1);

function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function list(lines) {
  const made = document.createElement("ul");
  made.append(...lines.map((line) => (line instanceof Node ? line : element("li", line))));
  return made;
}

function coded(before, code) {
  const made = element("li", before);
  made.append(element("code", code, "wrap-any"));
  return made;
}

function box(tone, title, ...content) {
  const made = element("div", "", `notice notice-${tone}`);
  made.append(element("p", title, "notice-title"), ...content);
  return made;
}

function show(found) {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1), boxes = [];
  if (found.failed) {
    boxes.push(box("warn", words.failed));
  } else if (found.code === 2) {
    boxes.push(box("bad", words.refused, list([coded(words.place, found.at), words[`kind${camel(found.kind)}`]])));
  } else if (found.code === 1) {
    boxes.push(box("bad", words.different, list([coded(words.firstPlace, found.at), coded(found.part ? words.commitmentHere : words.hashHere, found.part ? found.commitment : found.hash), words.keep])));
  } else if (found.part) {
    const { roster, selection, hash } = found.covered;
    const lines = [roster ? filled(words.partRoster, found) : words.partParams];
    if (selection) lines.push(filled(words.selection, found));
    lines.push(coded(words.commitment, found.commitment));
    if (hash) lines.push(coded(words.hash, found.hash));
    lines.push(words.partLeft);
    boxes.push(box("good", filled(words.partEqual, found), list(lines)));
  } else {
    const lines = [filled(words.selection, found), filled(found.complete ? words.teams : words.infeasible, found)];
    if (found.amendments) lines.push(filled(words.amendments, found));
    lines.push(coded(words.commitment, found.commitment), coded(words.hash, found.hash), words.left);
    boxes.push(box("good", filled(words.equal, found), list(lines)));
  }
  if (found.narrow) {
    const lines = found.few.map(([many, subject, slot]) => filled(words.few, { many, subject, slot: slot + 1 }));
    if (found.narrow > lines.length) lines.push(filled(words.more, { n: found.narrow - lines.length }));
    boxes.push(box("warn", filled(words.narrow, { n: found.narrow }), list(lines)));
  }
  verdict.replaceChildren(...boxes);
  verdict.hidden = false;
  end(found.failed ? "" : filled(words.took, { seconds }));
  verdict.focus();
}

function end(text) {
  worker?.terminate();
  worker = null;
  progress.hidden = stop.hidden = true;
  start.disabled = file.disabled = false;
  file.value = "";
  status.textContent = text;
}

function begin(task) {
  begun = performance.now();
  verdict.hidden = true;
  verdict.replaceChildren();
  start.disabled = file.disabled = true;
  progress.hidden = stop.hidden = false;
  progress.value = 0;
  let shown = "";
  worker = new Worker(panel.dataset.worker, { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    if (data.verdict) return show(data.verdict);
    if (data.failed) return show({ failed: true });
    const place = ORDER.indexOf(data.stage);
    progress.value = WEIGHTS[place] + (WEIGHTS[place + 1] - WEIGHTS[place]) * data.share;
    // A reader of screens hears each stage once.
    if (data.stage !== shown) status.textContent = words[`stage${camel(data.stage)}`];
    shown = data.stage;
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    show({ failed: true });
  });
  worker.postMessage(task);
}

start.addEventListener("click", () => begin({ address: panel.dataset.file, part: panel.hasAttribute("data-part") }));
file.addEventListener("change", () => { if (file.files.length) begin({ file: file.files[0] }); });
stop.addEventListener("click", () => { end(words.stopped); start.focus(); });
panel.querySelector("[data-verify-controls]").hidden = false;
