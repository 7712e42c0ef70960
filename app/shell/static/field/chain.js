// Entries of a matter: written on the device with the hash of the one before, so that nothing can be slipped in later.
import { sha256 } from "../vendor/noble-hashes/sha2.js";
import { transact } from "./store.js";

// The same forms as `regulation/inspections/evidence.py` and `regulation/penalties/actions/spot_outbox.py`.
const DIALECTS = {
  visits: { spec: "zhiheng-visit-1", matter: "visit" },
  booklets: { spec: "zhiheng-form-1", matter: "booklet" },
};
const encoder = new TextEncoder();
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const hashOfText = (text) => hex(sha256(encoder.encode(text)));
export const hashOfBytes = (bytes) => hex(sha256(bytes));

// The same comparison as `regulation/inspections/evidence.py`: full-width forms narrowed, capitals, no punctuation.
const narrowed = (text) => text.slice(0, 500).normalize("NFKC").toUpperCase();
export const plainCode = (text) => narrowed(text).replace(/[^0-9A-Z一-鿿]/g, "");
export const codesIn = (text) => [...new Set([plainCode(text), ...(narrowed(text).match(/[0-9A-Z]{8,40}/g) ?? [])])];
export const isCodeOf = (visit, fingerprints, scanned) =>
  codesIn(scanned).some((code) => code && fingerprints.includes(hashOfText(`${visit}:${plainCode(code)}`)));

/**
 * Append an entry to a visit's chain, with a picture if one belongs to it: all of it or nothing, also with two tabs open.
 * `tell` is what lists call it. Returns the entry as it is kept.
 */
export const append = (person, visit, device, kind, body, { tell = "", picture = null } = {}) =>
  transact(person, ["visits", "entries", "pictures"], "readwrite", ([visits, entries, pictures], give, transaction) => {
    visits.get(visit).onsuccess = (event) => {
      const known = event.target.result;
      if (!known) { transaction.abort(); return; }
      const chain = known.chain?.device === device ? known.chain : { device, seq: 0, head: known.bundle.hash, bundle: known.bundle };
      const seq = chain.seq + 1;
      const { spec, matter } = DIALECTS[known.kind ?? "visits"];
      const text = JSON.stringify({
        spec, [matter]: visit, device, seq, key: crypto.randomUUID(), kind, made_at: new Date().toISOString(), prev: chain.head, body,
      });
      const hash = hashOfText(text);
      const entry = { visit, device, seq, kind, item: body.item ?? "", body, text, hash, tell, made_at: Date.now(), state: "waiting" };
      entries.put(entry);
      if (picture) pictures.put({ visit, sha256: body.sha256, item: body.item ?? "", hash, state: "waiting", ...picture });
      visits.put({ ...known, chain: { ...chain, seq, head: hash } });
      give(entry);
    };
  });
