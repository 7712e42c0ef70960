// The verification page of a paper: compare a file with the hashes of the kept ones here, before anything is sent.
const panel = document.querySelector("[data-paper-file]");
const input = panel.querySelector("input[type=file]"), verdict = panel.querySelector("[data-paper-verdict]");
const hint = panel.querySelector("[data-paper-hint]"), words = panel.dataset, LARGEST = 20 * 1024 * 1024;

async function compare(file) {
  let tone = "warn", text = words.failed;
  try {
    if (file.size > LARGEST) throw new RangeError("too large");
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const kept = panel.querySelector(`[data-sha256="${hex}"]`);
    [tone, text] = kept ? ["good", words.same.replace("{form}", kept.dataset.form)] : ["bad", words.different];
  } catch {
    // A file that went away, or one too large to be a paper: the sentence for it stands already.
  }
  verdict.className = `notice notice-${tone}`;
  verdict.textContent = text;
  verdict.hidden = false;
}

// Browsers have this only on addresses that nobody can tamper with on the way; elsewhere the form sends the file.
if (globalThis.crypto?.subtle) {
  hint.textContent = words.hint;
  hint.hidden = false;
  input.addEventListener("change", () => input.files.length && compare(input.files[0]));
  panel.addEventListener("dragover", (event) => event.preventDefault());
  panel.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      compare(input.files[0]);
    }
  });
}
