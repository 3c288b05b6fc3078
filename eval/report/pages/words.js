"use strict";
// The page's language, and elements made of text: nothing here is ever parsed as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const spoken = [];

function say(pair) {
  return typeof pair === "string" ? pair : pair[root.lang === "en" ? 1 : 0];
}

function onLanguage(act) {
  spoken.push(act);
  act();
}

function setLanguage(language) {
  root.lang = language;
  document.title = document.body.getAttribute(`data-title-${language}`);
  for (const act of spoken) act();
}

function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// Both readings, as the page's own texts have them: a switch of language needs no drawing again.
function both(pair) {
  if (typeof pair === "string" || pair[0] === pair[1]) return say(pair);
  const made = document.createDocumentFragment();
  made.append(make("span", { class: "vi", lang: "vi" }, pair[0]));
  made.append(make("span", { class: "en", lang: "en" }, pair[1]));
  return made;
}

function fill(pair, ...values) {
  return [0, 1].map((language) => {
    const left = values.map((value) => (Array.isArray(value) ? value[language] : String(value)));
    return (typeof pair === "string" ? pair : pair[language]).replace(/\{\}/g, () => left.shift() ?? "");
  });
}

// For search: without accents and case, đ as d.
function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");
}

const switcher = document.getElementById("language");
switcher.hidden = false;
switcher.addEventListener("click", () => setLanguage(root.lang === "en" ? "vi" : "en"));
onLanguage(() => {
  for (const field of document.querySelectorAll("[data-label-vi]")) {
    const text = field.getAttribute(`data-label-${root.lang}`);
    field.setAttribute("aria-label", text);
    if (field.matches("input")) field.placeholder = text;
  }
});
// Paper shows what is folded away on a screen.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll(".more:not([open])")) {
    folded.open = true;
    folded.dataset.opened = "for-print";
  }
});
addEventListener("afterprint", () => {
  for (const opened of document.querySelectorAll(".more[data-opened]")) {
    opened.open = false;
    delete opened.dataset.opened;
  }
});
if (new URLSearchParams(location.search).get("lang") === "en") setLanguage("en");
