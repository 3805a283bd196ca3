// The light: whether the speaker listens, speaks or is closed, and the eight seconds that it waits.

import { find } from "./dom.js";

const SECONDS = 8;
const WORDS = {
  closed: "Closed. Say something to begin.",
  thinking: "One moment.",
  speaking: "Speaking.",
  held: "Listening, and waiting for you.",
};

let left = 0;
let timer = null;

/** Show a state: closed, thinking, speaking, listening, again (it has asked a second time) or held. */
function show(state) {
  const device = find("#device");
  device.dataset.state = state;
  device.style.setProperty("--left", left);
  const waits = { listening: "Listening", again: "Asked again, and listening" }[state];
  find("#status").textContent = waits ? `${waits}: ${left} ${left === 1 ? "second" : "seconds"}` : WORDS[state];
}

/** Listen for eight seconds, and call `onSilence` then; as long as `isHeld()`, time stands still. */
export function listen({ again, isHeld, onSilence }) {
  stop();
  left = SECONDS;
  const tick = () => {
    if (isHeld()) {
      show("held");
      return;
    }
    left -= 1;
    if (left > 0) {
      show(again ? "again" : "listening");
      return;
    }
    stop();
    onSilence();
  };
  timer = setInterval(tick, 1000);
  show(isHeld() ? "held" : again ? "again" : "listening");
}

/** Be in a state in which no time passes: closed, thinking or speaking. */
export function rest(state) {
  stop();
  show(state);
}

function stop() {
  clearInterval(timer);
  left = 0;
}
