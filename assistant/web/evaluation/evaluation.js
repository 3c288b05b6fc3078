/* What changes on the evaluator's pages while a run goes on; the server makes all of it. */
"use strict";
(() => {
  const PACE = 1500;
  const live = document.getElementById("live");
  const isOpen = () => live.querySelector("[data-open]")?.dataset.open === "true";
  // what somebody is about to press, or has ticked or unfolded, must not move
  const inUse = () => live.contains(document.activeElement) || live.querySelector("input:checked, details[open]") !== null;
  const refresh = async () => {
    const got = await fetch(live.dataset.from + location.search, { headers: { accept: "text/html" } });
    if (got.redirected || got.status === 401) return location.assign("/admin/login");
    if (!got.ok) return;
    const fresh = new DOMParser().parseFromString(await got.text(), "text/html").body;
    if (inUse()) live.querySelector("[data-open] .how-far")?.replaceWith(fresh.querySelector(".how-far") ?? "");
    else live.replaceChildren(...fresh.childNodes);
  };
  const poll = async () => {
    if (!document.hidden) {
      try { await refresh(); } catch { /* the server is away for a moment: it is asked again */ }
    }
    if (isOpen()) setTimeout(poll, PACE);
  };
  if (live && isOpen()) setTimeout(poll, PACE);

  const upload = document.getElementById("upload");
  upload?.elements.file.addEventListener("change", ({ target }) => {
    const large = [...target.files].some((file) => file.size > Number(upload.dataset.most) * 2 ** 20);
    target.setCustomValidity(large ? upload.dataset.large : "");
    target.reportValidity();
  });
})();
