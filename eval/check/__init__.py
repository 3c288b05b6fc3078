"""What is wrong with a question set before it is run: one module a kind of mistake.

A check that sees one question yields what it finds; `check` adds where the question stands.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from eval.check import columns, duplicates, evidence, language, wording
from eval.check.evidence import Documents
from eval.findings import Finding, Kind
from eval.questions import QuestionSet


def check(found: QuestionSet, documents: Documents | None = None) -> list[Finding]:
    """All findings in a set, by line.

    Args:
        found: the set as it was read.
        documents: where evidence is looked up; without them it is not.
    """
    lines = dict(zip((item.id for item in found), found.lines, strict=True))
    findings = [*found.problems, *duplicates.find(found), *columns.find(found)]
    with_gold = wording.has_gold(found)
    if not with_gold:
        findings.append(Finding(Kind.NO_GOLD))
    for item in found:
        each = chain(
            wording.find(item, with_gold),
            language.find(item),
            evidence.find(item, documents) if documents else (),
        )
        findings += [Finding(kind, lines[item.id], item.id, told) for kind, told in each]
    return sorted(findings, key=lambda finding: finding.line or 0)


def before_run(found: QuestionSet, indexed: Collection[str]) -> list[Finding]:
    """What a run cannot do with a set: other languages, and evidence in files that are not indexed.

    Args:
        found: the set.
        indexed: the names of the documents.
    """
    return [
        Finding(kind, line, item.id, told)
        for item, line in zip(found.items, found.lines, strict=True)
        for kind, told in chain(language.find(item), evidence.not_indexed(item, indexed))
    ]
