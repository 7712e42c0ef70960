// Reading a square code with the camera: the browser's own reader where it has one, ours where not.
import { decodeQR } from "../vendor/qr/decode.js";

const WIDTH = 640, PAUSE = 120;

const reader = async () => {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? "";
  }
  return (canvas, context) => {
    const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
    try { return decodeQR({ width, height, data }); } catch { return ""; }
  };
};

export const canScan = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** Show the camera in `video` and call `found(text)` for what it sees until that returns true. Returns how to stop. */
export const watch = async (video, found) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  video.srcObject = stream;
  await video.play();
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d", { willReadFrequently: true });
  const look = await reader();
  let running = true, last = "";
  const stop = () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  (async () => {
    while (running) {
      if (video.videoWidth) {
        canvas.width = Math.min(WIDTH, video.videoWidth);
        canvas.height = Math.round(canvas.width * video.videoHeight / video.videoWidth);
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        const text = await look(canvas, context);
        if (running && text && text !== last) {
          last = text;
          if (await found(text)) { stop(); return; }
        }
      }
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    }
  })();
  return stop;
};

/** Where the device is, as "latitude,longitude,metres"; empty when it may not or cannot say within a few seconds. */
export const place = () => new Promise((resolve) => {
  if (!navigator.geolocation) { resolve(""); return; }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve(`${coords.latitude.toFixed(6)},${coords.longitude.toFixed(6)},${Math.min(999999, Math.round(coords.accuracy))}`),
    () => resolve(""),
    { timeout: 4000, maximumAge: 60000, enableHighAccuracy: true },
  );
});
