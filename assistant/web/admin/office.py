"""What the routes work with: the shelf, the queue and the catalogue over one assistant's store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from assistant.web.admin import forms
from assistant.web.admin.forms import Fields
from assistant.web.admin.jobs import Build, Jobs
from assistant.web.admin.shelf import Shelf
from assistant.web.admin.show import Catalogue, PageRow
from corpus.index import BuildReport
from corpus.model import Audience, StoredDocument
from corpus.progress import Report

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


class Office:
    """One for an application; it goes on with what a process before this one did not get to."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.shelf = Shelf(assistant.settings.store)
        self.jobs = Jobs(self.shelf, _builder(assistant))
        self.catalogue = Catalogue(assistant, self.shelf)
        self._take_up()

    @property
    def state(self) -> str:
        """A key of all that pages show; taken before one is made, so that none stays old."""
        return f"{self._assistant.version}.{self.jobs.finished}"

    def document(self, fields: Fields) -> StoredDocument:
        """The document that a form names.

        Raises:
            HTTPException: 404, there is none.
        """
        found = self.catalogue.document(forms.first(fields, "name"))
        if found is None:
            raise HTTPException(404)
        return found

    def page(self, document: StoredDocument, fields: Fields) -> PageRow:
        """The page of a document that a form names.

        Raises:
            HTTPException: 404, there is none.
        """
        index = forms.number(forms.first(fields, "page"))
        rows = self.catalogue.pages(document)
        if not 0 <= index < len(rows):
            raise HTTPException(404)
        return rows[index]

    def read_again(self, document: StoredDocument) -> None:
        """Put a document into the queue."""
        source = self.catalogue.source(document)
        self.jobs.read(document.name, document.audience, source, document.path)

    def _take_up(self) -> None:
        waiting, placed = self.shelf.left_over()
        for audience, name in waiting:
            self.jobs.add(audience, name)
        known = {path.resolve() for path in self.catalogue.paths()}
        for path in placed:
            if path.resolve() not in known:
                self.jobs.read(path.name, Audience(path.parent.name), path)
        for document in self.catalogue.corrected_since():
            self.read_again(document)


def _builder(assistant: Assistant) -> Build:
    from corpus import index

    def build(
        paths: Sequence[Path], audience: Audience, again: Sequence[Path], report: Report
    ) -> BuildReport:
        settings = assistant.settings
        return index.build(
            paths,
            settings.store,
            audience=audience,
            embedder=assistant.embedder,
            progress=report,
            chroma_url=settings.chroma_url,
            again=again,
        )

    return build
