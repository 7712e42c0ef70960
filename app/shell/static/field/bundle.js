// The task bundle: fetched with a network, checked against its hashes, kept for the time without one.
import { hashOfText } from "./chain.js";
import { OWNER, PAGES, read, transact, write } from "./store.js";
import { person } from "./words.js";

const LANGUAGES = ["zh", "en"];

/** This browser's own name for its chains; made once for each person. */
export const device = async () => {
  const kept = await read(person(), "meta", "device");
  if (kept) return kept;
  const made = crypto.randomUUID();
  await write(person(), "meta", made, "device");
  return made;
};

/** When the tasks on this device were fetched, by the device's clock; undefined when they never were. */
export const fetchedAt = () => read(person(), "meta", "fetched_at");

/** How far the server's clock is ahead of the device's, in milliseconds, as it was when the tasks were fetched. */
export const skew = async () => {
  const [issued, fetched] = await Promise.all([read(person(), "meta", "issued_at"), fetchedAt()]);
  return issued && fetched ? Date.parse(issued) - fetched : 0;
};

export const visitOf = (id) => read(person(), "visits", id);

/** Pages change with their task; days left and the firm's file change slowly, and a new release brings new pages. */
const STALE = 6 * 3600 * 1000;

const isKept = async (cache, path, mark) => {
  const kept = await cache.match(`${path}?lang=zh`);
  return kept && await cache.match(`${path}?lang=en`) && Date.now() - Number(kept.headers.get("x-kept-at")) < STALE
    && kept.headers.get("x-kept-as") === mark;
};

const keepPage = async (cache, path, mark) => {
  for (const lang of LANGUAGES) {
    const answer = await fetch(`${path}?lang=${lang}`, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) continue;
    const headers = new Headers(answer.headers);
    headers.set("x-kept-at", String(Date.now()));
    headers.set("x-kept-as", mark);
    await cache.put(`${path}?lang=${lang}`, new Response(await answer.blob(), { status: answer.status, headers }));
  }
};

const keepPages = async (tasks) => {
  const cache = await caches.open(PAGES);
  const [visits, booklets] = ["visits", "booklets"].map((kind) => tasks.filter((task) => task.kind === kind));
  const inHand = booklets.map((task) => task.hash).join("");
  const wanted = new Map([["/field/offline", ""], ["/field/spot", inHand], ["/field/spot/new", inHand],
    ...visits.map((task) => [`/field/visits/${task.id}`, task.hash])]);
  const release = new URL(import.meta.url).pathname + (document.querySelector("script[type=module]")?.src ?? "");
  for (const path of ["/field", "/field/sync"]) await keepPage(cache, path, release);
  for (const [path, hash] of wanted)
    if (!await isKept(cache, path, hash + release)) await keepPage(cache, path, hash + release);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (/^\/field\/visits\/[0-9a-f-]{36}$/.test(pathname) && !wanted.has(pathname)) await cache.delete(request);
  }
  const current = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  await cache.put("/field/.language", new Response(current));
};

/**
 * Fetch the tasks anew. Returns "kept", "offline", "signedOut" or "damaged"; whatever was there before stays unless all of
 * the new is whole.
 */
export const refresh = async () => {
  let answer;
  try {
    answer = await fetch("/field/bundle.json", { headers: { accept: "application/json" } });
  } catch { return "offline"; }
  if (answer.redirected || answer.status === 401 || answer.status === 403) return "signedOut";
  if (!answer.ok) return "offline";
  const said = await answer.json();
  if (said.person !== person()) return "signedOut";
  if (said.tasks.some((task) => hashOfText(task.content) !== task.hash)) return "damaged";
  localStorage.setItem(OWNER, person());
  await transact(person(), ["meta", "visits", "entries", "pictures"], "readwrite", ([meta, visits, entries, pictures]) => {
    meta.put(Date.now(), "fetched_at");
    meta.put(said.issued_at, "issued_at");
    const fresh = new Map(said.tasks.map((task) => [task.id, task]));
    visits.getAll().onsuccess = (event) => {
      const before = new Map(event.target.result.map((visit) => [visit.id, visit]));
      for (const task of fresh.values()) {
        const bundle = { hash: task.hash, issued_at: said.issued_at, seal: task.seal };
        visits.put({ id: task.id, kind: task.kind, bundle, content: JSON.parse(task.content), chain: before.get(task.id)?.chain });
      }
      // A closed visit leaves the device once the server has all of it.
      const gone = new Set([...before.keys()].filter((id) => !fresh.has(id)));
      const keep = (rows) => { for (const row of rows) if (row.state === "waiting" || row.state === "broken") gone.delete(row.visit); };
      entries.getAll().onsuccess = (found) => {
        keep(found.target.result);
        pictures.getAll().onsuccess = (shown) => {
          keep(shown.target.result);
          for (const id of gone) {
            visits.delete(id);
            entries.delete(IDBKeyRange.bound([id], [id, []]));
            pictures.delete(IDBKeyRange.bound([id], [id, []]));
          }
        };
      };
    };
  });
  // The network may go at any moment: pages that were kept before stay.
  try { await keepPages(said.tasks); } catch { return "offline"; }
  return "kept";
};

/** Another person's tasks do not stay where this person works; what is left is theirs and sealed off by its name. */
export const takeOver = async () => {
  const owner = localStorage.getItem(OWNER);
  if (owner && owner !== person()) {
    const { leave } = await import("./leave.js");
    await leave();
  }
};
