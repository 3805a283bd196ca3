// A plain picture of what a screen shows, from the same data that the device's document is filled with.

import { make } from "./dom.js";

const TICK = 250;

/** Build the picture of a screen's data. `touch` is called with what a button sends. */
export function picture(data, touch) {
  const step = data.stepCount > 1 ? make("p", { class: "step" }, `Step ${data.stepNumber} of ${data.stepCount}`) : "";
  const count = data.holdSeconds ? make("p", { class: "count", "aria-hidden": "true" }, data.holdSeconds) : "";
  if (count) countDown(count, data);
  const buttons = (data.buttons ?? []).map((button) =>
    make("button", { type: "button", click: () => touch(button.touch) }, button.label));
  return make("div", { class: `plain ${data.kind ?? ""}` },
    data.picture ? make("img", { src: `/api/pictures/${encodeURIComponent(data.picture)}.svg`, alt: data.pictureLabel ?? "" }) : "",
    make("div", { class: "words" }, step,
      data.title ? make("p", { class: "title" }, data.title) : "",
      data.bigText ? make("p", { class: "big" }, data.bigText) : "",
      data.text ? make("p", {}, data.text) : "", count,
      data.hint ? make("p", { class: "asks" }, data.hint) : "",
      data.disclaimer ? make("p", { class: "hint" }, data.disclaimer) : ""),
    make("div", { class: "row" }, buttons));
}

/** Count each hold down in time with the speech, for as long as the picture is there. */
function countDown(element, { holdSeconds, holdStartsAfterMs, sides }) {
  const starts = sides?.length ? sides.map((side) => side.startsAfterMs) : [holdStartsAfterMs];
  let passed = 0;
  const timer = setInterval(() => {
    passed += TICK;
    const running = starts.findLast((start) => start <= passed) ?? passed;
    element.textContent = Math.max(holdSeconds - Math.floor((passed - running) / 1000), 0);
    if (!element.isConnected) clearInterval(timer);
  }, TICK);
}
