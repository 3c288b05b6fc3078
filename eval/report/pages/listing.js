// A long list with search and filters: entries are drawn as they come into view, and what an entry
// holds when it is opened. `rows` are plain values; a page says how a row is searched and drawn.

function listing({ rows, filters, text, heading, body }) {
  const BATCH = 80;
  const list = document.getElementById("list");
  const search = document.getElementById("search");
  const further = document.getElementById("further");
  const clear = document.getElementById("clear");
  const openAll = document.getElementById("open-all");
  const more = document.getElementById("more-filters");
  const choices = document.getElementById("choices");
  const selects = new Map();
  let haystacks = null;
  let shown = [];
  let drawn = 0;

  const allOpen = () => openAll.getAttribute("aria-pressed") === "true";

  function entry(position) {
    const row = rows[position];
    const details = make("details", { id: `row-${position}` }, make("summary", {}, ...heading(row)));
    const complete = () => {
      if (details.children.length === 1) details.append(make("div", { class: "body" }, ...body(row)));
    };
    if (allOpen()) {
      details.open = true;
      complete(); // at once: a printer does not wait for the event
    }
    details.addEventListener("toggle", () => {
      if (!details.open) return;
      complete();
      if (!allOpen()) remember(row);
    });
    return make("li", {}, details);
  }

  function remember(row) {
    try {
      history.replaceState(null, "", `#q=${encodeURIComponent(row.id || "")}`);
    } catch {
      // A page without an origin of its own may not change its address.
    }
  }

  function draw(most) {
    const next = shown.slice(drawn, drawn + most);
    list.append(...next.map(entry));
    drawn += next.length;
    further.hidden = drawn >= shown.length;
  }

  function select() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    if (words.length && !haystacks) haystacks = rows.map((row) => fold(text(row).join("\n")));
    shown = [];
    rows.forEach((row, position) => {
      for (const [filter, chosen] of selects) {
        if (chosen.value && !filter.of(row).includes(chosen.value)) return;
      }
      if (words.every((word) => haystacks[position].includes(word))) shown.push(position);
    });
    list.replaceChildren();
    drawn = 0;
    draw(BATCH);
    const chosen = [...selects.values()].filter((one) => one.value).length;
    clear.hidden = !chosen && !search.value;
    document.getElementById("none").hidden = shown.length > 0;
    document.getElementById("count").replaceChildren(
      both([`${shown.length} / ${rows.length} câu`, `${shown.length} of ${rows.length} questions`]),
    );
    more.classList.toggle("on", chosen > 0);
  }

  for (const filter of filters) {
    const counts = new Map();
    for (const row of rows) for (const value of filter.of(row)) counts.set(value, (counts.get(value) || 0) + 1);
    if (counts.size < 2 && !filter.always) continue;
    const chosen = make("select", { id: `filter-${filter.name}` });
    const order = filter.values || [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
    const options = [["", filter.label], ...order.filter((v) => counts.has(v)).map((v) => [v, filter.word(v)])];
    for (const [value] of options) chosen.append(make("option", { value }));
    onLanguage(() => {
      chosen.setAttribute("aria-label", say(filter.label));
      options.forEach(([value, words], i) => {
        chosen.options[i].textContent = value ? `${say(words)} (${counts.get(value)})` : say(words);
      });
    });
    chosen.value = filter.initial || "";
    chosen.addEventListener("change", select);
    selects.set(filter, chosen);
    choices.append(chosen);
  }

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(select, 120);
  });
  clear.addEventListener("click", () => {
    search.value = "";
    for (const chosen of selects.values()) chosen.value = "";
    select();
    search.focus();
  });
  openAll.addEventListener("click", () => {
    const open = !allOpen();
    openAll.setAttribute("aria-pressed", String(open));
    openAll.replaceChildren(both(open ? ["Đóng tất cả", "Close all"] : ["Mở tất cả", "Open all"]));
    for (const details of list.querySelectorAll("details")) details.open = open;
  });
  more.addEventListener("click", () => {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(open));
    choices.classList.toggle("open", open);
  });
  further.addEventListener("click", () => draw(BATCH));
  new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting) && !further.hidden) draw(BATCH);
  }, { rootMargin: "600px" }).observe(further);

  // Up and down go from question to question, "/" to the search.
  document.addEventListener("keydown", (event) => {
    const within = event.target instanceof Element ? event.target : document.body;
    if (event.key === "/" && !within.matches("input, select, textarea")) {
      event.preventDefault();
      search.focus();
    } else if (within.matches("#list summary") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const item = within.closest("li");
      const next = event.key === "ArrowDown" ? item.nextElementSibling : item.previousElementSibling;
      if (next) {
        event.preventDefault();
        next.querySelector("summary").focus();
      }
    }
  });
  // Paper has no scrolling: everything that is chosen is drawn.
  addEventListener("beforeprint", () => draw(rows.length));

  function goTo(position) {
    if (position < 0) return;
    if (!shown.includes(position)) clear.click();
    draw(Math.max(0, shown.indexOf(position) + 1 - drawn));
    const details = document.getElementById(`row-${position}`);
    details.open = true;
    details.querySelector("summary").focus();
    details.scrollIntoView({ block: "start" });
  }

  document.getElementById("filters").hidden = false;
  select();
  const asked = location.hash.match(/^#q=(.*)$/);
  if (asked) {
    let wanted = asked[1];
    try {
      wanted = decodeURIComponent(wanted);
    } catch {
      // An address typed by hand: taken as it is.
    }
    goTo(rows.findIndex((row) => row.id === wanted));
  }
  return { choose(name, value) {
    for (const [filter, chosen] of selects) chosen.value = filter.name === name ? value : "";
    search.value = "";
    select();
    document.getElementById("questions").scrollIntoView();
  } };
}
