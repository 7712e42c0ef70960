// What was kept for somebody leaves the device with them. Loaded only when there is something to remove.
import * as store from "./store.js";
import { OWNER, PAGES, PREFIX, transact } from "./store.js";

/** How many entries and pictures of the owner the server does not have yet. */
export const unsent = async () => {
  const owner = localStorage.getItem(OWNER);
  if (!owner) return 0;
  const { many, hasDraft } = await store.unsent(owner);
  return many + Number(hasDraft);
};

/**
 * Remove the pages, tasks and firms' files of whoever the device was kept for. Entries that the server does not have are
 * evidence: they stay, unseen, in that person's own store until that person signs in again.
 */
export const leave = async () => {
  const owner = localStorage.getItem(OWNER);
  localStorage.removeItem(OWNER);
  if ("caches" in window) await caches.delete(PAGES);
  if (!owner) return;
  const { visits: kept, hasDraft } = await store.unsent(owner);
  if (!kept.size && !hasDraft) {
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(`${PREFIX}-${owner}`);
      request.onsuccess = request.onerror = request.onblocked = resolve;
    });
    return;
  }
  await transact(owner, ["meta", "visits", "entries", "pictures"], "readwrite", ([, visits, entries, pictures]) => {
    visits.openCursor().onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor) return;
      // The chain goes on from here; what was read about the firm does not stay.
      if (kept.has(cursor.value.id)) cursor.update({ id: cursor.value.id, kind: cursor.value.kind, bundle: cursor.value.bundle, chain: cursor.value.chain, content: null });
      else cursor.delete();
      cursor.continue();
    };
    for (const each of [entries, pictures]) each.openCursor().onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor) return;
      if (!kept.has(cursor.value.visit)) cursor.delete();
      cursor.continue();
    };
  });
};
