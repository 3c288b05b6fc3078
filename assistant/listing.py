"""Documents and pages as the command line prints them for other programs: the contract names each field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.model import Page, StoredDocument, StoredPage


def page_json(page: Page) -> dict[str, Any]:
    """A page that was read, as `read --json` of the contract prints it."""
    return {
        "page": page.number,
        "sheet": page.sheet,
        "text": page.text,
        "how": page.how.value,
        "repaired": page.repaired,
        "confidence": page.confidence,
    }


def document_json(document: StoredDocument, pages: Sequence[StoredPage]) -> dict[str, Any]:
    """A document of the store and how its pages were read, as `documents --json` prints it."""
    period, signer, newer = document.period, document.signer, document.replaced_by
    return {
        "name": document.name,
        "title": document.title,
        "number": document.number,
        "date": document.date,
        "pages": document.pages,
        "chunks": document.chunks,
        "how": [how.value for how in document.how],
        "repaired": document.repaired,
        "audience": document.audience.value,
        "kind": document.kind,
        "symbol": document.symbol,
        "issuer": document.body,
        "issuer_above": document.above,
        "signer": {"name": signer.name, "role": signer.role} if signer else None,
        "period": {
            "text": period.text,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        }
        if period
        else None,
        "replaced_by": {
            "document": newer.document,
            "number": newer.number,
            "date": newer.date,
            "effect": newer.effect.value,
        }
        if newer
        else None,
        "changed_by": [
            {
                "document": change.document,
                "number": change.number,
                "date": change.date,
                "effect": change.effect.value,
                "part": change.part,
            }
            for change in document.changed_by
        ],
        "reading": [
            {
                "page": page.number,
                "sheet": page.sheet,
                "how": page.how.value,
                "engine": page.engine,
                "repaired": page.repaired,
                "confidence": round(page.confidence, 4),
                "notes": [{"kind": note.kind.value, "detail": note.detail} for note in page.notes],
            }
            for page in pages
        ],
    }
