// Bringing entries to the server: in their order, once, with the truth about each of them.
import { refresh } from "./bundle.js";
import { all, change, transact } from "./store.js";
import { person, say } from "./words.js";

const AT_ONCE = 50, RETRY = 15000;
/** What the last attempt ended with: "", "offline", "signedOut" or "failed". */
export let trouble = "";
export let isSending = false;
let timer = 0, again = false;

const told = () => dispatchEvent(new Event("field-changed"));

const here = async () => {
  let answer;
  try {
    answer = await fetch("/field/here", { headers: { accept: "application/json" } });
  } catch { return "offline"; }
  if (answer.redirected || answer.status === 401 || answer.status === 403) return "signedOut";
  if (!answer.ok) return "offline";
  const said = await answer.json();
  return said.person === person() ? said : "signedOut";
};

const post = async (path, token, body, headers = {}) => {
  try {
    const answer = await fetch(path, { method: "POST", body, headers: { accept: "application/json", "x-csrftoken": token, ...headers } });
    if (answer.redirected || answer.status === 401) return { trouble: "signedOut" };
    if (answer.status >= 500 || answer.status === 429) return { trouble: "offline" };
    const said = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
    return answer.ok ? { said } : { refusal: Object.values(said.errors ?? {})[0] ?? said.title ?? String(answer.status) };
  } catch { return { trouble: "offline" }; }
};

const mark = (entry, edit) => change(person(), "entries", [entry.visit, entry.device, entry.seq], (row) => ({ ...row, ...edit }));

/** Send the bytes whose entry the server has taken: how many went, and the trouble if they could not. */
const sendPictures = async (visit, kind, token) => {
  const taken = new Set((await all(person(), "entries", visit)).filter((entry) => entry.state === "taken").map((entry) => entry.hash));
  let sent = 0;
  for (const picture of await all(person(), "pictures", visit)) {
    if (picture.state !== "waiting" || !taken.has(picture.hash)) continue;
    const form = new FormData();
    form.append("picture", picture.blob, picture.name);
    const { trouble: stopped, refusal } = await post(`/field/${kind}/${visit}/pictures/${picture.sha256}`, token, form);
    if (stopped) return { sent, stopped };
    await change(person(), "pictures", [visit, picture.sha256], (row) =>
      refusal ? { ...row, state: "refused", reason: refusal } : { ...row, state: "taken", blob: null });
    if (!refusal) sent += 1;
    told();
  }
  return { sent, stopped: "" };
};

/** What the server lacks of a chain it should have (it was restored from a copy, say) is sent again. */
const goBack = (visit, head) =>
  transact(person(), ["entries"], "readwrite", ([entries], give) => {
    let many = 0;
    entries.openCursor(IDBKeyRange.bound([visit], [visit, []])).onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor) { give(many); return; }
      if (cursor.value.device === head.device && cursor.value.seq > head.seq && cursor.value.state !== "waiting") {
        cursor.update({ ...cursor.value, state: "waiting", reason: "" });
        many += 1;
      }
      cursor.continue();
    };
  });

const unanswered = async (visit) =>
  (await all(person(), "entries", visit)).filter((entry) => entry.state === "waiting" || entry.state === "broken");

/** Note what the server said of each entry. Returns whether it wants bytes first, and what was wrong with the chain. */
const noteAnswers = async (batch, answers) => {
  let moved = 0, waits = false, code = "";
  for (const [place, answer] of answers.entries()) {
    if (answer.result === "unread") continue;
    if (answer.result === "wait") { waits = true; continue; }
    if (answer.result === "broken") code = answer.code;
    else moved += 1;
    await mark(batch[place], { state: answer.result, reason: answer.reason, at: answer.at, again: answer.again });
    const { kind, visit, body } = batch[place];
    // Bytes follow an entry that was taken, and no other.
    if (answer.result === "refused" && (kind === "photo" || kind === "signature"))
      await change(person(), "pictures", [visit, body.sha256], (row) => ({ ...row, state: "refused", reason: answer.reason }));
  }
  told();
  return { moved, waits, code };
};

/** Whether the server would hear this person now. */
export const isReachable = async () => typeof await here() !== "string";

/** All of one visit, a batch at a time. Returns the trouble that stopped it, or "". */
const sendVisit = async (visit, token) => {
  let wentBack = false;
  for (;;) {
    const known = (await all(person(), "visits")).find((each) => each.id === visit);
    const rows = await unanswered(visit);
    const kind = known?.kind ?? "visits";
    if (!rows.length || !known?.chain) return (await sendPictures(visit, kind, token)).stopped;
    const { device } = rows[0], batch = rows.filter((entry) => entry.device === device).slice(0, AT_ONCE);
    const { said, refusal, trouble: stopped } = await post(`/field/${kind}/${visit}/sync`, token, JSON.stringify({
      device, bundle: known.chain.bundle, sent_at: new Date().toISOString(), entries: batch.map(({ text, hash }) => ({ text, hash })),
    }), { "content-type": "application/json" });
    if (stopped) return stopped;
    if (refusal) {
      for (const entry of batch) await mark(entry, { state: "broken", reason: refusal });
      return "";
    }
    const { moved, waits, code } = await noteAnswers(batch, said.answers);
    if (code === "chain" && !wentBack && await goBack(visit, { device, seq: said.head })) { wentBack = true; continue; }
    const pictures = await sendPictures(visit, kind, token);
    if (pictures.stopped) return pictures.stopped;
    // What was signed for pictures goes on once they are there; a refused picture must be given up first.
    if (code || (waits ? !pictures.sent : !moved)) return "";
  }
};

const attempt = async () => {
  const open = await all(person(), "entries");
  const visits = new Set(open.filter((entry) => entry.state === "waiting" || entry.state === "broken").map((entry) => entry.visit));
  for (const picture of await all(person(), "pictures")) if (picture.state === "waiting") visits.add(picture.visit);
  if (!visits.size) return "";
  const server = await here();
  if (typeof server === "string") return server;
  for (const visit of visits) {
    const stopped = await sendVisit(visit, server.token);
    if (stopped) return stopped;
  }
  return (await refresh()) === "damaged" ? "failed" : "";
};

/** Send what waits; one tab at a time, the others learn of it. Resolves when the attempt is over. */
export const flush = async () => {
  clearTimeout(timer);
  if (isSending) { again = true; return; }
  isSending = true;
  told();
  try {
    await navigator.locks.request("zhiheng-field-sync", async () => { trouble = await attempt(); });
  } catch (error) {
    trouble = "failed";
    throw error;
  } finally {
    isSending = false;
    told();
    channel.postMessage("changed");
    if (again) { again = false; timer = setTimeout(flush, 300); }
    else if (trouble === "offline") timer = setTimeout(flush, RETRY);
  }
};

/** In a moment, so that one burst of taps is one message. */
export const soon = () => { clearTimeout(timer); timer = setTimeout(flush, 800); };

const channel = new BroadcastChannel("zhiheng-field");
channel.onmessage = told;
addEventListener("online", flush);
addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") flush(); });

/** How an entry stands, in words. */
export const stateWords = (entry) => {
  if (entry.state === "waiting") {
    if (isSending) return say("sending");
    return { offline: say("onDeviceOffline"), signedOut: say("onDeviceSignedOut") }[trouble] ?? say("onDevice");
  }
  return { taken: say("taken", { at: "" }), conflict: say("conflict"), refused: say("refused"), broken: say("broken") }[entry.state];
};
