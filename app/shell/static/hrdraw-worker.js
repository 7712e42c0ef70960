// Recomputes a draw away from the page, so that a phone does not freeze meanwhile.
import { isPart, judge, judgePart } from "./hrdraw.js";

const PAUSE = 80; // milliseconds between two reports of progress

self.addEventListener("message", async ({ data }) => {
  let last = 0, shown = "";
  const progress = (stage, share) => {
    const now = performance.now();
    if (stage === shown && now - last < PAUSE) return;
    last = now;
    shown = stage;
    self.postMessage({ stage, share });
  };
  try {
    progress("read", 0);
    const bytes = await contents(data), part = data.file ? isPart(bytes) : data.part;
    self.postMessage({ verdict: (part ? judgePart : judge)(bytes, progress) });
  } catch {
    self.postMessage({ failed: true });
  }
});

async function contents({ file, address }) {
  if (file) return new Uint8Array(await file.arrayBuffer());
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  return new Uint8Array(await answer.arrayBuffer());
}
