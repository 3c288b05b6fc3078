/* Uploading, progress, and words shown on the picture. All sentences come from the server. */
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const toLogIn = () => location.assign("/admin/login");

  /* The queue */
  let timer = 0;
  const cancelForm = (job, label) => {
    const form = make("form");
    form.method = "post";
    form.action = "/admin/cancel";
    const field = make("input");
    field.type = "hidden";
    field.name = "job";
    field.value = job.id;
    const button = make("button", "action", label);
    form.append(field, button);
    return form;
  };
  const showJobs = (jobs) => {
    const list = $("jobs");
    if (!list) return;
    const focused = list.contains(document.activeElement) ? document.activeElement.closest("li")?.dataset.id : null;
    list.replaceChildren(...jobs.toReversed().map((job) => {
      const row = make("li", `job ${job.state}`);
      row.dataset.id = job.id;
      const what = make("span", "what");
      what.append(make("b", "", job.work), " ", make("span", "file", job.name));
      row.append(what);
      if (job.open) {
        const bar = make("progress");
        bar.max = 100;
        if (job.percent !== null) bar.value = job.percent;
        row.append(bar);
      }
      row.append(make("span", "said", job.text));
      if (job.state === "waiting") row.append(cancelForm(job, list.dataset.cancel));
      return row;
    }));
    if (focused) list.querySelector(`li[data-id="${focused}"] button`)?.focus();
    $("queue").hidden = jobs.length === 0;
  };
  const refresh = async () => {
    const place = $("fresh");
    // what somebody is about to press must not move
    if (!place || place.contains(document.activeElement)) return;
    const got = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!got.ok || got.redirected) return;
    const fresh = new DOMParser().parseFromString(await got.text(), "text/html").getElementById("fresh");
    if (!fresh) return;
    place.dataset.state = fresh.dataset.state;
    place.replaceChildren(...fresh.childNodes);
  };
  const poll = async () => {
    clearTimeout(timer);
    let again = 15000;
    try {
      const got = await fetch("/admin/jobs");
      if (got.status === 401) return toLogIn();
      const { jobs, state } = await got.json();
      const open = jobs.some((job) => job.open);
      const list = $("jobs");
      if (!list) return;
      // on a document's page only what is under way, and what became of the document at last
      const own = jobs.filter((job) => !job.open && job.name === list.dataset.name).slice(-1);
      showJobs($("adding") ? jobs : jobs.filter((job) => job.open || own.includes(job)));
      if ($("fresh") && $("fresh").dataset.state !== state) await refresh();
      if (open) again = 700;
    } catch {
      again = 5000;
    }
    timer = setTimeout(poll, document.hidden ? 15000 : again);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });

  /* Uploading */
  const adding = $("adding");
  const waiting = [];
  let sending = false;
  const question = (row, sentence, ...choices) => {
    row.className = "job asking";
    row.querySelector("progress")?.remove();
    row.querySelector(".said").textContent = sentence;
    const pair = make("div", "pair");
    for (const [label, chosen] of choices) {
      const button = make("button", "action", label);
      button.type = "button";
      button.addEventListener("click", () => { pair.remove(); chosen(); });
      pair.append(button);
    }
    row.append(pair);
  };
  const begin = (row) => {
    row.className = "job running";
    row.querySelector(".said").textContent = adding.dataset.uploading;
    if (!row.querySelector("progress")) {
      const bar = make("progress");
      bar.max = 100;
      row.querySelector(".what").after(bar);
    }
  };
  const next = () => {
    if (sending || !waiting.length) return;
    sending = true;
    const { file, row, audience, replace } = waiting.shift();
    begin(row);
    const query = new URLSearchParams({ name: file.name, audience, replace: String(replace) });
    const request = new XMLHttpRequest();
    const over = () => { sending = false; next(); };
    const again = (instead) => { waiting.push({ file, row, audience, replace: instead }); begin(row); next(); };
    request.open("POST", `/admin/upload?${query}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      const bar = row.querySelector("progress");
      if (bar && event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
    });
    request.addEventListener("load", () => {
      const said = request.response?.detail ?? adding.dataset.failed;
      if (request.status === 401) return toLogIn();
      if (request.status === 202) row.remove();
      else if (request.status === 409) {
        question(row, said, [adding.dataset.replace, () => again(true)], [adding.dataset.skip, () => row.remove()]);
      } else question(row, said, [adding.dataset.skip, () => row.remove()]);
      row.classList.toggle("failed", request.status !== 202 && request.status !== 409);
      over();
      poll();
    });
    request.addEventListener("error", () => {
      question(row, adding.dataset.failed, [adding.dataset.again, () => again(replace)], [adding.dataset.skip, () => row.remove()]);
      over();
    });
    request.send(file);
  };
  const take = (files) => {
    const audience = new FormData(adding).get("audience") ?? "public";
    for (const file of files) {
      const row = make("li", "job running");
      const what = make("span", "what");
      what.append(make("span", "file", file.name));
      row.append(what, make("span", "said"));
      $("uploads").append(row);
      if (file.size > Number(adding.dataset.most) * 2 ** 20) {
        question(row, adding.dataset.large, [adding.dataset.skip, () => row.remove()]);
        row.classList.add("failed");
        continue;
      }
      waiting.push({ file, row, audience, replace: false });
    }
    next();
  };
  if (adding) {
    const drop = $("drop");
    const files = $("files");
    files.addEventListener("change", () => { take([...files.files]); files.value = ""; });
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
    // a file that misses the field must not open in its place
    for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
    adding.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("beforeunload", (event) => { if (sending || waiting.length) event.preventDefault(); });
  }

  /* A page beside its picture */
  const lines = $("lines");
  const spot = $("spot");
  const show = (place) => {
    if (!spot) return;
    const edges = (place ?? "").split(" ").map(Number);
    spot.hidden = edges.length !== 4;
    if (spot.hidden) return;
    const [left, top, width, height] = edges;
    Object.assign(spot.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    const leaf = $("leaf");
    const paper = spot.parentElement;
    const seen = { x: (paper.clientWidth * (left + width / 2)) / 100, y: (paper.clientHeight * (top + height / 2)) / 100 };
    const wide = (paper.clientWidth * width) / 100 > leaf.clientWidth;
    leaf.scrollTo({
      left: wide ? (paper.clientWidth * left) / 100 - 12 : seen.x - leaf.clientWidth / 2,
      top: seen.y - leaf.clientHeight / 2,
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  };
  if (lines) {
    const grow = (box) => {
      if (CSS.supports("field-sizing", "content")) return;
      box.style.height = "auto";
      box.style.height = `${box.scrollHeight + 2}px`;
    };
    const boxes = [...lines.querySelectorAll("li textarea")];
    const before = new Map(boxes.map((box) => [box, box.value]));
    const changed = () => boxes.some((box) => box.value !== before.get(box));
    let saving = false;
    for (const box of boxes) grow(box);
    lines.addEventListener("input", (event) => {
      const box = event.target;
      if (!before.has(box)) return;
      grow(box);
      box.closest("li").classList.toggle("changed", box.value !== before.get(box));
    });
    lines.addEventListener("focusin", (event) => {
      const row = event.target.closest("li");
      if (row && event.target.matches("textarea")) show(row.dataset.spot);
    });
    lines.addEventListener("keydown", (event) => {
      if (!event.target.matches("li textarea")) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) lines.requestSubmit();
      if (event.key !== "Enter") return;
      // a line has no lines of its own: Enter goes on to the next one
      event.preventDefault();
      boxes[boxes.indexOf(event.target) + 1]?.focus();
    });
    const point = (row, button) => {
      const box = row.querySelector("textarea");
      box.focus({ preventScroll: true });
      if (box.value === before.get(box)) box.setSelectionRange(Number(button.dataset.start), Number(button.dataset.end));
      show(button.dataset.spot);
    };
    lines.addEventListener("click", (event) => {
      const button = event.target.closest(".doubt");
      if (button) point(button.closest("li"), button);
    });
    $("leaf")?.addEventListener("click", (event) => {
      const button = event.target.closest(".guess-box");
      const row = button && lines.querySelector(`li[data-line="${button.dataset.line}"]`);
      if (!row) return;
      row.scrollIntoView({ block: "center" });
      point(row, button);
    });
    const doubts = [...lines.querySelectorAll(".doubt")];
    const nextDoubt = $("next-doubt");
    let at = -1;
    if (nextDoubt && doubts.length) {
      nextDoubt.hidden = false;
      nextDoubt.addEventListener("click", () => {
        at = (at + 1) % doubts.length;
        const row = doubts[at].closest("li");
        row.scrollIntoView({ block: "center" });
        point(row, doubts[at]);
      });
    }
    lines.addEventListener("submit", () => { saving = true; });
    addEventListener("beforeunload", (event) => { if (!saving && changed()) event.preventDefault(); });
  }
  poll();
})();
