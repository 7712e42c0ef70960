// Signing on the glass: by finger, pen or mouse, or by typing the name for who cannot draw.
import { hashOfBytes } from "./chain.js";

const INK = "#10243f", WIDTH = 900, HEIGHT = 300;

class Pad {
  constructor(box) {
    this.box = box;
    this.role = box.dataset.pad;
    this.canvas = box.querySelector("canvas");
    this.typedName = box.querySelector("[data-pad-name]");
    this.context = this.canvas.getContext("2d");
    this.strokes = 0;
    this.typed = false;
    this.clear();
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.draw(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) this.canvas.addEventListener(name, () => { this.last = null; });
    box.querySelector("[data-pad-clear]").addEventListener("click", () => { this.typedName.value = ""; this.clear(); });
    this.typedName.addEventListener("input", () => this.write(this.typedName.value.trim()));
    box.hidden = false;
  }

  clear() {
    this.canvas.width = WIDTH;
    this.canvas.height = HEIGHT;
    this.context.fillStyle = "#ffffff";
    this.context.fillRect(0, 0, WIDTH, HEIGHT);
    this.context.strokeStyle = this.context.fillStyle = INK;
    this.context.lineWidth = 6;
    this.context.lineCap = this.context.lineJoin = "round";
    this.strokes = 0;
    this.typed = false;
    this.last = null;
  }

  at(event) {
    const frame = this.canvas.getBoundingClientRect();
    return [(event.clientX - frame.left) * WIDTH / frame.width, (event.clientY - frame.top) * HEIGHT / frame.height];
  }

  begin(event) {
    event.preventDefault();
    if (this.typed) { this.typedName.value = ""; this.clear(); }
    this.canvas.setPointerCapture(event.pointerId);
    this.last = this.at(event);
    this.strokes += 1;
  }

  draw(event) {
    if (!this.last) return;
    const next = this.at(event);
    this.context.beginPath();
    this.context.moveTo(...this.last);
    this.context.lineTo(...next);
    this.context.stroke();
    this.last = next;
    this.strokes += 1;
  }

  write(name) {
    this.clear();
    if (!name) return;
    this.context.font = `${Math.min(150, 780 / Math.max(name.length, 2))}px KaiTi, STKaiti, "Noto Serif CJK SC", serif`;
    this.context.textAlign = "center";
    this.context.textBaseline = "middle";
    this.context.fillText(name, WIDTH / 2, HEIGHT / 2);
    this.typed = true;
  }

  /** More than a touch of the glass, or a name. */
  get isSigned() { return this.typed || this.strokes > 4; }

  /** The drawing with its hash, as an entry and a picture want it. */
  async drawing() {
    // Whose and when, small in the corner: two signatures are never the same picture.
    this.context.font = "18px system-ui, sans-serif";
    this.context.textAlign = "right";
    this.context.textBaseline = "alphabetic";
    this.context.fillStyle = "#5b6776";
    this.context.fillText(`${this.canvas.getAttribute("aria-label")} ${new Date().toISOString()}`, WIDTH - 12, HEIGHT - 12);
    this.context.fillStyle = INK;
    const blob = await new Promise((resolve) => { this.canvas.toBlob(resolve, "image/png"); });
    const sha256 = hashOfBytes(new Uint8Array(await blob.arrayBuffer()));
    return { sha256, size: blob.size, blob, typed: this.typed };
  }
}

/** The pads of a page by whose they are. */
export const pads = (root) => Object.fromEntries([...root.querySelectorAll("[data-pad]")].map((box) => [box.dataset.pad, new Pad(box)]));
