// What is drawn of a question and of an answer, in the report and in the comparison.

const WORDS = {
  page: ["trang {}", "page {}"], lines: ["dòng {}", "lines {}"], sheet: ["trang tính {}", "sheet {}"],
  row: ["hàng {}", "row {}"], procedure: ["thủ tục {}", "procedure {}"],
};
const GLYPHS = { right: "✓", wrong: "✗", unscored: "·" };

function word(kind, value) {
  return (data.words[kind] || {})[value] || value;
}

function mark(verdict) {
  return make("span", { class: `mark ${verdict}` },
    make("span", { "aria-hidden": "true" }, GLYPHS[verdict] || "·"),
    make("span", { class: "unseen" }, both(word("verdict", verdict))));
}

function tag(kind, value) {
  return value ? make("span", { class: `tag ${kind}` }, both(word(kind, value))) : "";
}

function side(...parts) {
  return make("div", { class: "side" }, ...parts);
}

function part(label, ...children) {
  const inside = children.flat().filter((child) => child);
  return inside.length ? make("div", { class: "part" }, make("h4", {}, both(label)), ...inside) : "";
}

function prose(text, kind) {
  return text ? make("p", { class: `prose ${kind || ""}` }, text) : "";
}

// The answer with its markers set apart, so that the eye finds them.
function marked(text) {
  const made = make("p", { class: "prose" });
  for (const piece of text.split(/(\[\d+\])/)) {
    made.append(/^\[\d+\]$/.test(piece) ? make("b", { class: "marker" }, piece) : piece);
  }
  return made;
}

function place(one) {
  const made = make("span", { class: "place" }, make("b", {}, one.document || "–"));
  for (const [name, pair] of Object.entries(WORDS)) {
    if (one[name] !== undefined) made.append(", ", both(fill(pair, one[name])));
  }
  return made;
}

function sources(citations) {
  if (!citations || !citations.length) return "";
  return make("ol", { class: "sources" }, ...citations.map((one) =>
    make("li", {}, make("p", {}, make("b", { class: "marker" }, `[${one.marker || "–"}]`), " ", place(one)),
      one.title ? make("p", { class: "soft" }, one.title) : "",
      one.quote ? make("blockquote", {}, one.quote) : "")));
}

function answer(said) {
  return [
    part(["Trả lời", "Answer"], tag("status", said.status),
      said.short ? make("p", { class: "brief" }, said.short) : "", said.answer ? marked(said.answer) : ""),
    part(["Lưu ý kèm câu trả lời", "Notices"], (said.notices || []).map((one) => prose(one))),
    part(["Nguồn được trích", "Cited sources"], sources(said.citations)),
  ];
}

function why(row) {
  const lines = (row.reasons || []).map(([reason, ...values]) => fill(word("reason", reason), ...values));
  if (row.stage) lines.unshift(word("why", row.stage));
  return part(row.verdict === "wrong" ? ["Vì sao sai", "Why it failed"] : ["Ghi chú", "Note"],
    lines.map((one) => make("p", {}, both(one))));
}

function asked(row) {
  return [
    part(["Các câu hỏi trước", "Earlier questions"], (row.earlier || []).map((one) => prose(one))),
    part(["Hiểu là", "Understood as"], prose(row.understood)),
  ];
}

function expected(row) {
  const nothing = row.answerable ? "" : make("p", {},
    both(["Từ chối: tài liệu không có câu trả lời.", "A refusal: the documents hold no answer."]));
  const parts = (row.parts || []).map((variants) => variants.join(" / "));
  return part(["Cần có", "Expected"], nothing, prose(row.expected),
    parts.length ? make("ul", { class: "required" }, ...parts.map((one) => make("li", {}, one))) : "");
}

function evidence(row) {
  if (!row.evidence) return "";
  return part(["Dẫn chứng đúng", "Evidence"], make("ul", {}, ...row.evidence.map((one) => make("li", {}, place(one)))));
}
