// Runs once, as the composer's `js_on_load`: `element` is the composer, `trigger` sends its events.
// Nothing is kept in the browser: no storage, no address with a question in it.
const chat = document.getElementById("chat");
const panel = document.getElementById("panel");
const form = () => element.querySelector("form.ask");
const box = () => element.querySelector("#question");
const words = () => form().dataset;
const phone = matchMedia("(max-width: 860px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const finger = matchMedia("(pointer: coarse)"); // the focus would open a keyboard over the answer
let pending = null; // the question just sent, shown before the server has said anything
let opener = null; // what had the focus when a source was opened
let wanted = ""; // the source that is to be shown: "turn-marker"
let seen = 0; // the last turn that was scrolled to
let told = 0; // the last turn that was read out
let draft = { text: "", filters: {} }; // what is typed and chosen, as the server may redraw the box

const length = (text) => [...text.normalize("NFC")].length;
const waits = () => pending !== null || chat.querySelector('.answer[aria-busy="true"]') !== null;

function toast(text) {
  const at = element.querySelector(".toast");
  at.textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { at.textContent = ""; }, 6000);
}

function say(text) {
  element.querySelector("#spoken").textContent = text;
}

function fit() {
  const area = box();
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 168)}px`;
  const most = Number(words().max);
  const left = most - length(area.value.trim());
  const near = left < 100;
  const counter = element.querySelector("#count");
  const text = !near ? "" : left >= 0
    ? words().left.replace("{n}", left)
    : words().tooLong.replace("{n}", most - left).replace("{max}", most);
  if (counter.textContent !== text) counter.textContent = text;
  counter.classList.toggle("over", left < 0);
  const style = document.documentElement.style;
  style.setProperty("--composer", `${form().offsetHeight}px`);
  style.setProperty("--gutter", `${(chat.offsetWidth - chat.clientWidth) / 2}px`);
}

function busy() {
  document.body.toggleAttribute("data-busy", waits());
}

function drop() {
  if (pending) pending.node.remove();
  pending = null;
}

function send(text) {
  const question = text.normalize("NFC").trim();
  if (!question || waits()) { box().focus(); return; }
  if (length(question) > Number(words().max)) { fit(); box().focus(); return; }
  const node = document.createElement("div");
  node.className = "pending";
  node.innerHTML = '<div class="question"><p></p></div><article class="answer"><p class="waiting">' +
    '<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span></span></p></article>';
  node.querySelector(".question p").textContent = question;
  node.querySelector(".waiting span:last-child").textContent = words().searching;
  pending = { node, question, after: last() };
  const start = chat.querySelector(".start");
  if (start) start.hidden = true;
  chat.append(node);
  node.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  say(words().searching);
  busy();
  if (!finger.matches) box().focus({ preventScroll: true });
  trigger("submit", { question, filters: chosen() });
}

function chosen() {
  const selects = [...element.querySelectorAll(".narrow select")];
  return Object.fromEntries(selects.map((one) => [one.name, one.value]).filter(([, value]) => value));
}

function keep() {
  draft = { text: box().value, filters: chosen() };
}

function restore() {
  box().value = draft.text;
  for (const one of element.querySelectorAll(".narrow select")) {
    const value = draft.filters[one.name] || "";
    one.value = [...one.options].some((option) => option.value === value) ? value : "";
  }
  narrow();
}

function narrow() {
  const values = Object.values(chosen());
  const now = element.querySelector(".narrow .now");
  if (!now) return;
  now.hidden = !values.length;
  now.querySelector("span").textContent = `${words().narrowed} ${values.join("; ")}`;
  fit();
}

function last() {
  const turns = chat.querySelectorAll(".turn");
  return turns.length ? Number(turns[turns.length - 1].id.slice(5)) : 0;
}

function refuse() {
  if (!pending) return;
  box().value = pending.question;
  keep();
  drop();
  const start = chat.querySelector(".start");
  if (start) start.hidden = false;
  toast(words().busy);
  say(words().busy);
  fit();
  busy();
}

function painted() {
  const now = last();
  if (pending && now > pending.after) drop();
  if (now === 0) { seen = told = 0; }
  if (now > seen) {
    seen = now;
    const turn = document.getElementById(`turn-${now}`);
    requestAnimationFrame(() => turn.scrollIntoView({ block: "start" }));
  }
  const turn = now > told ? document.getElementById(`turn-${now}`) : null;
  const spoken = turn && turn.querySelector(".spoken, .remark span");
  if (spoken) { told = now; say(spoken.textContent); }
  select();
  busy();
}

function select() {
  const open = document.body.hasAttribute("data-panel");
  for (const node of chat.querySelectorAll('[data-do="open"]')) {
    const here = open && `${node.dataset.turn}-${node.dataset.marker}` === wanted;
    if (here) node.setAttribute("aria-current", "true"); else node.removeAttribute("aria-current");
  }
}

function show() {
  const section = panel.querySelector(".panel");
  if (!section || !wanted || (section.dataset.key && section.dataset.key !== wanted)) return;
  document.body.setAttribute("data-panel", "");
  chat.inert = phone.matches;
  element.inert = phone.matches;
  section.setAttribute("role", phone.matches ? "dialog" : "region");
  section.focus({ preventScroll: true });
  reveal(section);
  select();
}

function reveal(section) {
  const scroll = section.querySelector(".scroll");
  const mark = section.querySelector("figure .here") || section.querySelector("mark");
  scroll.scrollTop = 0;
  requestAnimationFrame(() => {
    if (!mark) return;
    const away = mark.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
    const room = scroll.clientHeight;
    if (away > room * 0.7) scroll.scrollTop = away - room * 0.4;
  });
}

function hide() {
  if (!document.body.hasAttribute("data-panel")) return;
  document.body.removeAttribute("data-panel");
  chat.inert = false;
  element.inert = false;
  wanted = "";
  select();
  if (opener && opener.isConnected) opener.focus({ preventScroll: true });
}

function open(button) {
  opener = button;
  const { turn, marker } = button.dataset;
  wanted = `${turn}-${marker}`;
  const section = panel.querySelector(".panel");
  if (section && section.dataset.key === wanted) show();
  else trigger("select", { turn: Number(turn), marker: Number(marker) });
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
    return;
  } catch { /* not on a secure address: the older way below */ }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  toast(copied ? done : words().failed);
}

const actions = {
  example: (button) => send(button.querySelector("span").textContent),
  again: (button) => send(button.dataset.question),
  narrow: (button) => {
    const choices = element.querySelector(".choices");
    choices.hidden = !choices.hidden;
    button.setAttribute("aria-expanded", String(!choices.hidden));
    if (!choices.hidden) choices.querySelector("select").focus();
    fit();
  },
  everywhere: () => {
    for (const one of element.querySelectorAll(".narrow select")) one.value = "";
    keep();
    narrow();
    box().focus();
  },
  stop: () => trigger("stop", {}),
  new: () => { hide(); drop(); trigger("clear", {}); box().focus(); },
  language: (button) => {
    if (waits()) return;
    hide();
    trigger("apply", { language: button.dataset.language });
  },
  open,
  close: hide,
  copy: (button) => copy(button.dataset.copy, words().copied),
  link: (button) => copy(location.origin + button.dataset.link, words().linked),
};

document.addEventListener("click", (event) => {
  if (event.target === panel) { hide(); return; }
  const button = event.target.closest("[data-do]");
  if (button && actions[button.dataset.do]) actions[button.dataset.do](button);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.hasAttribute("data-panel")) hide();
});
// The printed lines make the panel wider and its rows higher: the cited ones stay in view.
panel.addEventListener("change", (event) => {
  if (!event.target.matches(".as-printed")) return;
  fit();
  reveal(panel.querySelector(".panel"));
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box().value;
  if (length(text.trim()) > Number(words().max) || waits()) { fit(); return; }
  box().value = "";
  keep();
  fit();
  send(text);
});
element.addEventListener("input", () => { keep(); fit(); });
element.addEventListener("change", (event) => {
  if (!event.target.closest(".narrow")) return;
  keep();
  narrow();
});
element.addEventListener("keydown", (event) => {
  // Telex and VNI keyboards compose letters: their Enter ends the word, it does not send.
  if (event.target !== box() || event.key !== "Enter" || event.shiftKey) return;
  if (event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form().requestSubmit();
});

new MutationObserver((changes) => {
  if (changes.some((change) => change.target !== chat)) painted();
}).observe(chat, { childList: true, subtree: true, characterData: true, attributes: true,
  attributeFilter: ["aria-busy", "data-phase"] });
new MutationObserver(show).observe(panel, {
  childList: true, subtree: true, characterData: true, attributes: true,
  attributeFilter: ["data-key"] });
// Gradio tells of a full queue or a lost connection in a message of its own, in English.
new MutationObserver(() => {
  if (pending && document.querySelector(".toast-wrap .toast-body, .toast-body")) refuse();
}).observe(document.body, { childList: true, subtree: true });
watch("value", () => {
  document.documentElement.lang = words().language;
  document.title = words().title;
  requestAnimationFrame(() => { restore(); fit(); busy(); });
});
addEventListener("resize", fit);
phone.addEventListener("change", () => {
  const open = document.body.hasAttribute("data-panel") && phone.matches;
  chat.inert = open;
  element.inert = open;
});
document.documentElement.lang = words().language;
document.title = words().title;
fit();
if (!phone.matches) box().focus({ preventScroll: true });
