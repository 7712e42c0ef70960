// The list of the day, and the page that says what is where: both tell how old the tasks on the device are.
import { fetchedAt } from "./bundle.js";
import { all, read } from "./store.js";
import { flush, stateWords } from "./sync.js";
import { element, person, say, written } from "./words.js";

const OLD = 24 * 3600 * 1000;

export const age = async (box) => {
  const at = await fetchedAt();
  box.textContent = at ? say("bundleAge", { at: written(at) }) : say("noBundle");
  box.classList.toggle("is-old", !at || Date.now() - at > OLD);
};

/** On the list: which visits hold something that the server lacks. */
export const marks = async (root) => {
  const open = (await all(person(), "entries")).filter((entry) => entry.state === "waiting" || entry.state === "broken");
  for (const card of root.querySelectorAll("[data-card]")) {
    const line = card.querySelector("[data-card-line]"), many = open.filter((entry) => entry.visit === card.dataset.card).length;
    line.textContent = many ? say("unsent", { n: many }) : "";
    line.hidden = !many;
  }
  const line = root.querySelector("[data-unsent-line]");
  if (line) line.hidden = !open.length;
};

const entryRow = (entry) => {
  const row = element("li", `entry entry-${entry.state}`);
  const kind = say(`kind${entry.kind[0].toUpperCase()}${entry.kind.slice(1)}`);
  row.append(element("span", "entry-what", [`${entry.seq}. ${kind}`, entry.tell === kind ? "" : entry.tell].filter(Boolean).join(" · ")));
  const state = entry.state === "taken" ? say(entry.again ? "takenAgain" : "taken", { at: written(entry.at) })
    : [stateWords(entry), entry.reason].filter(Boolean).join(say("colon"));
  row.append(element("span", `entry-state${["refused", "broken", "conflict"].includes(entry.state) ? " is-failed" : ""}`, state));
  row.append(element("span", "entry-hash code", `${written(entry.made_at)} · ${entry.hash.slice(0, 12)}`));
  return row;
};

const pictureRow = (picture) => {
  const row = element("li", `entry entry-${picture.state}`);
  row.append(element("span", "entry-what", picture.name));
  row.append(element("span", `entry-state${picture.state === "refused" ? " is-failed" : ""}`,
    { waiting: say("photoWaiting"), taken: say("photoTaken"), refused: picture.reason }[picture.state]));
  row.append(element("span", "entry-hash code", picture.sha256.slice(0, 12)));
  return row;
};

export const outbox = async (root) => {
  const box = root.querySelector("[data-outbox]");
  const entries = await all(person(), "entries"), pictures = await all(person(), "pictures");
  const visits = new Map((await all(person(), "visits")).map((visit) => [visit.id, visit]));
  const open = entries.filter((entry) => entry.state === "waiting" || entry.state === "broken").length;
  const unsentPictures = pictures.filter((picture) => picture.state === "waiting").length;
  root.querySelector("[data-outbox-sum]").textContent = open || unsentPictures ? say("sum", { n: open, photos: unsentPictures }) : say("sumNone");
  root.querySelector("[data-send]").hidden = !(open || unsentPictures);
  root.querySelector("[data-outbox-draft]").hidden = !await read(person(), "meta", "spot-draft");
  box.replaceChildren(...[...new Set(entries.map((entry) => entry.visit))].map((id) => {
    const section = element("section", "outbox-visit"), heading = element("h3"), known = visits.get(id);
    const isBooklet = known?.kind === "booklets";
    const link = element("a", "", (isBooklet ? say("spotBooklet", { first: known.content?.first ?? "" }) : known?.content?.firm.name) ?? id);
    link.href = isBooklet ? "/field/spot/new" : `/field/visits/${id}`;
    heading.append(link);
    const list = element("ol", "entry-list");
    list.append(...entries.filter((entry) => entry.visit === id).sort((a, b) => b.made_at - a.made_at).map(entryRow),
      ...pictures.filter((picture) => picture.visit === id).map(pictureRow));
    section.append(heading, list);
    return section;
  }));
};

export const listenToSend = (root) => root.querySelector("[data-send]").addEventListener("click", flush);
