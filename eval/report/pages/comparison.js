// The comparison's list: one entry a question, with what each run said.

function told(said, letter) {
  const rank = said.rank === null ? "" : said.rank === 0 ? ["không tìm thấy đoạn đúng", "right passage not found"]
    : [`đoạn đúng ở vị trí ${said.rank}`, `right passage at rank ${said.rank}`];
  const facts = make("span", { class: "soft figure" }, rank ? both(rank) : "",
    rank && said.ms !== null ? " · " : "", said.ms === null ? "" : `${Math.round(said.ms)} ms`);
  return make("section", { class: "side", "aria-label": letter },
    make("h3", { class: "letter" }, letter, " ", mark(said.verdict), " ", facts),
    why(said), part(["Hiểu là", "Understood as"], prose(said.understood)), answer(said));
}

const CHANGES = {
  changed: ["Kết luận đổi khác", "Verdict changed"], better: ["Tốt hơn A", "Better than A"],
  worse: ["Kém hơn A", "Worse than A"], same: ["Kết luận như nhau", "Same verdict"],
};

listing({
  rows: data.rows,
  filters: [
    { name: "change", label: ["Mọi thay đổi", "Any change"], of: (row) => row.change, always: true,
      values: Object.keys(CHANGES), word: (v) => CHANGES[v],
      initial: data.rows.some((row) => row.change.includes("changed")) ? "changed" : "" },
    { name: "style", label: ["Mọi kiểu hỏi", "Any style"], of: (row) => [row.style].filter(Boolean), word: (v) => word("style", v) },
    { name: "type", label: ["Mọi loại", "Any type"], of: (row) => [row.type].filter(Boolean), word: (v) => word("type", v) },
  ],
  text: (row) => [row.id, row.question, row.expected, ...row.runs.flatMap((one) => [one.answer, one.short])].filter(Boolean),
  heading: (row) => [make("span", { class: "marks" }, ...row.runs.map((one) => mark(one.verdict))),
    make("span", { class: "id" }, row.id || "–"), make("span", { class: "question" }, row.question || "–"),
    make("span", { class: "tags" }, tag("style", row.style), tag("type", row.type))],
  body: (row) => [make("div", { class: "side whole-width" }, asked(row), expected(row), evidence(row)),
    ...row.runs.map((one, i) => told(one, data.letters[i]))],
});
