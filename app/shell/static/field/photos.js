// A photo is evidence from the moment it is taken: its bytes are hashed before anything else happens to them.
import { hashOfBytes } from "./chain.js";

const MOST = 10 * 1024 * 1024, SIDE = 2560;

const isJpeg = (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
const isPng = (bytes) => bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47;

/** What the camera gave, unchanged if it can be sent so; else (too large, or a format of one maker) as a JPEG of it. */
const sendable = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length <= MOST && (isJpeg(bytes) || isPng(bytes))) return { bytes, kind: isPng(bytes) ? "png" : "jpg" };
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.9); });
  return { bytes: new Uint8Array(await blob.arrayBuffer()), kind: "jpg" };
};

/** The photo with its hash; null when the file is no picture. */
export const taken = async (file) => {
  let found;
  try { found = await sendable(file); } catch { return null; }
  const { bytes, kind } = found;
  const stem = (file.name || "photo").replace(/\.[^.]*$/, "").slice(0, 100) || "photo";
  const blob = new Blob([bytes], { type: kind === "png" ? "image/png" : "image/jpeg" });
  return { sha256: hashOfBytes(bytes), size: bytes.length, name: `${stem}.${kind}`, blob };
};
