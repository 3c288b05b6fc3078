// Runs after chat.js, in the same function: thumbs below answers, and a comment for whoever has one.
const APART = 500; // milliseconds: the second click of a double click takes nothing back
const comments = new Map(); // ticket → what is typed, as the server redraws all answers
let judgedAt = 0;

async function judge(thumbs, thumb, comment) {
  const sent = { ticket: thumbs.dataset.ticket, thumb, comment };
  try {
    const got = await fetch("/api/feedback", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) });
    if (got.ok) return true;
  } catch { /* no connection: told below */ }
  toast(thumbs.dataset.failed);
  say(thumbs.dataset.failed);
  return false;
}

function press(thumbs, thumb) {
  for (const one of thumbs.querySelectorAll("[data-thumb]")) {
    one.setAttribute("aria-pressed", String(one.dataset.thumb === thumb));
  }
}

function pressed(thumbs) {
  return thumbs.querySelector('[aria-pressed="true"]')?.dataset.thumb ?? null;
}

function commentOn(thumbs) {
  const form = thumbs.closest(".answer").querySelector(".comment");
  const thumb = pressed(thumbs);
  const text = comments.get(thumbs.dataset.ticket);
  form.hidden = thumb === null || text === undefined;
  if (form.hidden) return;
  form.querySelector(".asked").textContent = form.dataset[thumb];
  form.querySelector("textarea").value = text;
}

actions.judge = async (button) => {
  if (Date.now() - judgedAt < APART) return;
  judgedAt = Date.now();
  const thumbs = button.closest(".thumbs");
  const { ticket } = thumbs.dataset;
  const before = pressed(thumbs);
  const thumb = before === button.dataset.thumb ? null : button.dataset.thumb;
  const typed = comments.get(ticket);
  press(thumbs, thumb);
  if (thumb) comments.set(ticket, typed ?? ""); else comments.delete(ticket);
  commentOn(thumbs);
  const form = thumbs.closest(".answer").querySelector(".comment:not([hidden])");
  if (form) form.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  say(thumb ? thumbs.dataset.thanks : thumbs.dataset.withdrawn);
  if (await judge(thumbs, thumb, null)) {
    if (!thumb) thumbs.closest(".answer").querySelector(".kept").textContent = "";
    return;
  }
  press(thumbs, before);
  if (typed === undefined) comments.delete(ticket); else comments.set(ticket, typed);
  commentOn(thumbs);
};

chat.addEventListener("input", (event) => {
  const form = event.target.closest(".comment");
  if (form) comments.set(form.dataset.ticket, event.target.value);
});
chat.addEventListener("submit", async (event) => {
  const form = event.target.closest(".comment");
  if (!form) return;
  event.preventDefault();
  const answer = form.closest(".answer");
  const thumbs = answer.querySelector(".thumbs");
  const text = form.querySelector("textarea").value.normalize("NFC").trim();
  if (!text) { form.querySelector("textarea").focus(); return; }
  if (!await judge(thumbs, pressed(thumbs), text)) return;
  comments.delete(form.dataset.ticket);
  form.hidden = true;
  answer.querySelector(".kept").textContent = form.dataset.kept;
  say(form.dataset.kept);
  thumbs.querySelector('[aria-pressed="true"]').focus({ preventScroll: true });
});
new MutationObserver(() => {
  for (const form of chat.querySelectorAll(".comment[hidden]")) {
    if (comments.has(form.dataset.ticket)) commentOn(form.closest(".answer").querySelector(".thumbs"));
  }
}).observe(chat, { childList: true, subtree: true });
