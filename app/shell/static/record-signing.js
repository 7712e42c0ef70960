// A page of a record signed on the glass: the drawings travel as the pictures that the form takes without a script.
import { pads } from "./field/sign.js";

for (const form of document.querySelectorAll("form[data-sign-page]")) {
  const known = pads(form);
  for (const box of form.querySelectorAll("[data-pad-file]")) box.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const [role, pad] of Object.entries(known)) {
      if (!pad.isSigned) continue;
      const { blob } = await pad.drawing();
      const carried = new DataTransfer();
      carried.items.add(new File([blob], `${role}.png`, { type: "image/png" }));
      form.querySelector(`[data-pad-file="${role}"] input[type=file]`).files = carried.files;
    }
    form.submit();
  });
}
