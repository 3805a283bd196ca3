// Small help with elements: make one, find one.

/** Make an element. Attributes with a function for a value are listeners; true stands for an empty attribute. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== ""));
  return element;
}

export const find = (selector) => document.querySelector(selector);

/** A label and its control, in one line. */
export function field(text, control) {
  return make("label", { class: "field" }, make("span", {}, text), control);
}

/** A select of [value, text] pairs. */
export function select(pairs, chosen, attributes = {}) {
  return make("select", attributes, pairs.map(([value, text]) =>
    make("option", { value, selected: value === chosen }, text)));
}
