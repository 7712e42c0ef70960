// A party of a draw makes its secret here, on its own device: nothing of this page is sent anywhere.
import { sha256 } from "./vendor/noble-hashes/sha2.js";

const form = document.querySelector("[data-secret]");
const field = (name) => form.querySelector(`[name=${name}]`);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const frame = (...parts) => {
  const bytes = [];
  for (const part of parts) {
    const content = typeof part === "string" ? new TextEncoder().encode(part) : part;
    bytes.push((content.length >>> 24) & 255, (content.length >>> 16) & 255, (content.length >>> 8) & 255, content.length & 255, ...content);
  }
  return new Uint8Array(bytes);
};
const commit = (draw, party, value) => hex(sha256(frame("hrdraw-1/secret", draw, party, value)));
const show = () => {
  const value = field("value").value.trim();
  const fits = /^[0-9a-f]{64}$/.test(value) && field("draw").value.trim() && field("party").value;
  field("commit").value = fits ? commit(field("draw").value.trim(), field("party").value, Uint8Array.from(value.match(/../g), (pair) => parseInt(pair, 16))) : "";
  form.querySelector("[data-wrong]").hidden = !value || /^[0-9a-f]{64}$/.test(value);
};
form.querySelector("[data-make]").addEventListener("click", () => {
  field("value").value = hex(crypto.getRandomValues(new Uint8Array(32)));
  show();
});
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
