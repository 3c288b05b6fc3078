// The report's list: one entry a question.

function retrieved(row) {
  if (!row.retrieved) return "";
  return part(["Các đoạn tìm được đầu tiên", "First passages retrieved"],
    make("ol", { class: "passages" }, ...row.retrieved.map((one) =>
      make("li", { class: one.hit ? "hit" : null },
        make("p", {}, make("span", { class: "position" }, `${one.position}.`), " ", place(one),
          one.hit ? make("span", { class: "tag hit" }, both(["chứa dẫn chứng", "holds the evidence"])) : "",
          one.score === undefined || one.score === null ? "" : make("span", { class: "soft figure" }, ` ${one.score.toFixed(3)}`)),
        one.text ? make("p", { class: "soft" }, one.text) : ""))));
}

function scores(row) {
  const known = Object.entries(row.scores || {}).filter(([, value]) => value !== null);
  if (!known.length) return "";
  const said = (value) => value === true ? both(["có", "yes"]) : value === false ? both(["không", "no"])
    : typeof value === "number" && !Number.isInteger(value) ? value.toFixed(3) : String(value);
  return part(["Điểm", "Scores"], make("dl", { class: "scores" }, ...known.flatMap(([name, value]) => [
    make("dt", {}, both(word("score", name))), make("dd", {}, said(value))])));
}

function shortIsWrong(row) {
  return (row.reasons || []).some(([reason]) => reason === "short");
}

const shown = listing({
  rows: data.rows,
  filters: [
    { name: "verdict", label: ["Mọi kết luận", "Any verdict"],
      of: (row) => (shortIsWrong(row) ? [row.verdict, "short"] : [row.verdict]),
      values: ["wrong", "right", "short", "unscored"], word: (v) => word("verdict", v), always: true },
    { name: "stage", label: ["Mọi khâu", "Any stage"], of: (row) => (row.stage ? [row.stage] : []),
      values: Object.keys(data.words.stage), word: (v) => word("stage", v), always: true },
    { name: "style", label: ["Mọi kiểu hỏi", "Any style"], of: (row) => [row.style].filter(Boolean), word: (v) => word("style", v) },
    { name: "type", label: ["Mọi loại", "Any type"], of: (row) => [row.type].filter(Boolean), word: (v) => word("type", v) },
    { name: "status", label: ["Mọi trạng thái", "Any status"], of: (row) => [row.status].filter(Boolean), word: (v) => word("status", v) },
  ],
  text: (row) => [row.id, row.question, row.understood, row.answer, row.short, row.expected,
    ...(row.citations || []).flatMap((one) => [one.document, one.quote])].filter(Boolean),
  heading: (row) => [mark(row.verdict), make("span", { class: "id" }, row.id || "–"),
    make("span", { class: "question" }, row.question || "–"),
    make("span", { class: "tags" }, tag("style", row.style), tag("type", row.type), tag("stage", row.stage),
      shortIsWrong(row) ? make("span", { class: "tag short" }, both(word("verdict", "short"))) : "")],
  body: (row) => [side(asked(row), why(row), answer(row)), side(expected(row), evidence(row), retrieved(row), scores(row))],
});

for (const button of document.querySelectorAll("[data-choose]")) {
  const [name, value] = button.dataset.choose.split("=");
  button.hidden = false;
  button.addEventListener("click", () => shown.choose(name, value));
}
