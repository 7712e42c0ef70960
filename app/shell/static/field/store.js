// What the phone keeps, for one person: the tasks as the server gave them, entries and pictures until the server has them.
export const PREFIX = "zhiheng-field";
export const OWNER = `${PREFIX}-owner`;
export const PAGES = `${PREFIX}-pages`;

const opened = new Map();

/** The store of a person. Each person has one of their own; nobody's is opened for another. */
export const open = (person) => {
  if (!opened.has(person)) {
    opened.set(person, new Promise((resolve, reject) => {
      const request = indexedDB.open(`${PREFIX}-${person}`, 1);
      request.onupgradeneeded = () => {
        const made = request.result;
        made.createObjectStore("meta");
        made.createObjectStore("visits", { keyPath: "id" });
        made.createObjectStore("entries", { keyPath: ["visit", "device", "seq"] });
        made.createObjectStore("pictures", { keyPath: ["visit", "sha256"] });
      };
      request.onsuccess = () => {
        // Another tab signs out or brings a newer version: make room.
        request.result.onversionchange = () => { request.result.close(); opened.delete(person); };
        resolve(request.result);
      };
      request.onerror = () => { opened.delete(person); reject(request.error); };
      request.onblocked = () => reject(new Error("blocked"));
    }));
  }
  return opened.get(person);
};

/** Run `work(stores)` in one transaction; the answer of `work` once everything is on the disk. */
export const transact = async (person, names, mode, work) => {
  const database = await open(person);
  return new Promise((resolve, reject) => {
    // "strict": written through to the disk before it is called saved, for the battery that dies.
    const transaction = database.transaction(names, mode, { durability: mode === "readwrite" ? "strict" : "relaxed" });
    let answer;
    transaction.oncomplete = () => resolve(answer);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    const stores = names.map((name) => transaction.objectStore(name));
    work(stores, (value) => { answer = value; }, transaction);
  });
};

/** Everything in a store, or everything of one visit. */
export const all = (person, name, visit = null) =>
  transact(person, [name], "readonly", ([store], give) => {
    const range = visit === null ? null : IDBKeyRange.bound([visit], [visit, []]);
    store.getAll(range).onsuccess = (event) => give(event.target.result);
  });

export const read = (person, name, key) =>
  transact(person, [name], "readonly", ([store], give) => {
    store.get(key).onsuccess = (event) => give(event.target.result);
  });

export const write = (person, name, value, key) =>
  transact(person, [name], "readwrite", ([store]) => { key === undefined ? store.put(value) : store.put(value, key); });

export const remove = (person, name, key) => transact(person, [name], "readwrite", ([store]) => { store.delete(key); });

/** Change a row that is there: `edit` gets it and returns it. */
export const change = (person, name, key, edit) =>
  transact(person, [name], "readwrite", ([store], give) => {
    store.get(key).onsuccess = (event) => {
      if (event.target.result === undefined) return;
      const edited = edit(event.target.result);
      give(edited);
      store.put(edited);
    };
  });

/** What the server does not have yet: how many entries and pictures, and of which visits. */
export const unsent = async (person) => {
  const entries = (await all(person, "entries")).filter((entry) => entry.state === "waiting" || entry.state === "broken");
  const hashes = new Set(entries.map((entry) => entry.hash));
  const pictures = (await all(person, "pictures")).filter((picture) => picture.state === "waiting");
  return {
    many: entries.length + pictures.filter((picture) => !hashes.has(picture.hash)).length,
    visits: new Set([...entries, ...pictures].map((each) => each.visit)),
    // What is typed and not decided yet: nobody else's, and lost with the device.
    hasDraft: Boolean(await read(person, "meta", "spot-draft")),
  };
};
