// The device's screen: drawn by Amazon's renderer in a frame of its own where it is installed, else a plain picture.

import { desk, watch } from "./desk.js";
import { find, make } from "./dom.js";
import { picture } from "./picture.js";
import { doing } from "./talk.js";

const place = find("#picture");
let frame = null;
let shown = "";

const touch = (...names) => doing("say", { words: `[touch ${names.join(" ")}]` });

function show() {
  const { screen, device } = desk.state;
  find("#device").dataset.device = device;
  place.hidden = !screen;
  if (!screen) {
    clear();
    return;
  }
  const { viewport } = screen;
  place.style.setProperty("--shape", viewport.pixelWidth / viewport.pixelHeight);
  const now = JSON.stringify(screen);
  if (now === shown) return;
  clear();
  shown = now;
  if (!screen.shown) place.replaceChildren(make("p", { class: "dark" }, "The screen is dark."));
  else if (desk.choices.renderer) draw(screen);
  else place.replaceChildren(picture(screen.shown.datasources?.screen?.properties ?? {}, touch));
}

function clear() {
  shown = "";
  frame = null;
  place.replaceChildren();
}

function draw(screen) {
  frame = make("iframe", { src: "/static/screen.html", title: "The device's screen", load: (event) => {
    event.target.contentWindow.postMessage(screen, location.origin);
  } });
  place.replaceChildren(frame);
}

/** Begin: show what the desk tells, and hear what is touched. */
export function begin() {
  watch(show);
  addEventListener("message", (event) => {
    if (event.source !== frame?.contentWindow || event.origin !== location.origin) return;
    if (event.data.touched) touch(...event.data.touched);
    if (event.data.failed) console.warn(event.data.failed);
    if (event.data.failed) place.replaceChildren(picture(desk.state.screen?.shown?.datasources?.screen?.properties ?? {}, touch));
  });
}
