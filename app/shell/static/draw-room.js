// Counts down to the next moment of a draw. The page works without it: the moment is written beside.
(() => {
  "use strict";
  const room = document.querySelector("[data-countdown-words]");
  if (!room) return;
  const [left, day, hour, minute, second, over] = room.dataset.countdownWords.split("|");
  const show = () => {
    for (const place of room.querySelectorAll("[data-countdown]")) {
      const seconds = Math.ceil((Date.parse(place.dataset.countdown) - Date.now()) / 1000);
      if (seconds <= 0) { place.textContent = over; continue; }
      const parts = [[Math.floor(seconds / 86400), day], [Math.floor(seconds / 3600) % 24, hour], [Math.floor(seconds / 60) % 60, minute], [seconds % 60, second]];
      while (parts.length > 2 && !parts[0][0]) parts.shift();
      place.textContent = `${left} ${parts.slice(0, 3).map(([n, unit]) => `${n} ${unit}`).join(" ")}`;
    }
  };
  setInterval(show, 1000);
  document.body.addEventListener("htmx:afterSwap", show);
  show();
})();
