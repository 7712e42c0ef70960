// Photos of a visit: taken, hashed, kept, shown with how far they have come.
import { taken } from "./photos.js";
import { element, say } from "./words.js";

export const photosOf = (visit) => {
  const shown = new Map();

  const caption = (picture) => ({ waiting: say("photoWaiting"), taken: say("photoTaken"), refused: picture.reason }[picture.state]);

  /** Thumbnails of what this device took; what the server had when the page was made is in the page already. */
  const show = () => {
    for (const picture of visit.pictures) {
      if (!picture.kind || picture.kind !== "photo") continue;
      const list = visit.root.querySelector(`[data-photo-list="${picture.item || "visit"}"]`);
      if (!list) continue;
      const dropped = visit.entries.some((entry) => entry.kind === "drop" && entry.body.sha256 === picture.sha256 && entry.state !== "refused");
      let item = shown.get(picture.sha256);
      if (dropped) { item?.remove(); continue; }
      if (!item && picture.blob) {
        item = element("li", "photo-kept");
        const image = element("img");
        image.src = URL.createObjectURL(picture.blob);
        image.alt = say("photoAlt", { name: picture.name });
        image.width = image.height = 88;
        const drop = element("button", "btn btn-link", say("photoDrop"));
        drop.type = "button";
        drop.addEventListener("click", () => visit.keep("drop", { sha256: picture.sha256, reason: picture.reason || say("photoDropped") }, { tell: picture.name }).then(show));
        item.append(image, element("span", "note"), drop);
        shown.set(picture.sha256, item);
        list.append(item);
      }
      if (!item) continue;
      item.querySelector("span").textContent = caption(picture);
      item.querySelector("span").classList.toggle("is-failed", picture.state === "refused");
      item.querySelector("button").hidden = picture.state === "taken";
    }
  };

  for (const form of visit.root.querySelectorAll("form[data-photo]")) {
    const input = form.querySelector("[type=file]");
    for (const button of form.querySelectorAll("[type=submit]")) button.hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("change", async () => {
      for (const file of input.files) {
        const picture = await taken(file);
        visit.problem(form, picture ? "" : say("noPicture"));
        if (!picture) continue;
        const { sha256, size, name, blob } = picture;
        if (visit.pictures.some((each) => each.sha256 === sha256)) continue;
        await visit.keep("photo", { item: form.dataset.item, sha256, size, name }, { tell: name, picture: { blob, name, kind: "photo" } });
      }
      input.value = "";
      show();
    });
  }
  visit.album = show;
  show();
};
