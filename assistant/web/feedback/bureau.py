"""What the evaluators' routes work with: the entries, the sets and the documents of one store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from assistant.feedback import Entry, Feedback, Place, State
from assistant.model import Role
from assistant.web.feedback.checking import Checked, check
from assistant.web.feedback.draft import Draft
from assistant.web.feedback.sets import QuestionSets
from assistant.web.sources import Place as Shown

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


@dataclass(frozen=True, slots=True)
class Source:
    """A place that an answer cited, as it is shown.

    Attributes:
        title: of its document; empty where that is no longer indexed.
        link: to the page that shows it; empty where this server does not show it to those who ask.
    """

    place: Place
    title: str
    link: str


class Bureau:
    """One for an application."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.feedback = Feedback.of(assistant.settings.store)
        self.sets = QuestionSets(assistant.settings.store.resolve() / "evaluation" / "sets")

    @property
    def collecting(self) -> bool:
        """Whether answers can be judged at present."""
        return self._assistant.settings.feedback

    def entry(self, key: str) -> Entry:
        """The entry that an address or a form names.

        Raises:
            HTTPException: 404, there is none.
            FeedbackError: the file cannot be read.
        """
        found = self.feedback.find(key)
        if found is None:
            raise HTTPException(404)
        return found

    def check(self, draft: Draft) -> Checked:
        """Whether a draft can be moved into a set."""
        return check(self._assistant, draft)

    def documents(self) -> list[str]:
        """Names of the documents that can be evidence."""
        return [document.name for document in self._assistant.documents(Role.STAFF)]

    def sources(self, entry: Entry) -> list[Source]:
        """What an answer cited."""
        return [self._source(place) for place in entry.places]

    def move(self, entry: Entry, checked: Checked, name: str) -> bool:
        """Write a question into a set and close its entry.

        Args:
            entry: a new one.
            checked: without problems.
            name: of the set.

        Returns:
            False where somebody else closed the entry before.

        Raises:
            OSError: the set cannot be written.
            FeedbackError: the entry cannot be closed.
        """
        if checked.item is None:
            raise ValueError("a draft with problems")
        id_ = f"use-{entry.key}"
        moved = {"id": id_, **checked.item, "from": "use", "judged": entry.day.isoformat()}
        with self.sets.locked():
            if not self._is_still(entry.key, State.NEW):
                return False
            self.sets.add(name, moved)
            return self.feedback.settle(entry.key, State.NEW, State.DONE, f"{name}#{id_}")

    def dismiss(self, entry: Entry) -> bool:
        """Put an entry aside; False where it is not new any more."""
        with self.sets.locked():  # else a question could be moved and dismissed at once
            return self.feedback.settle(entry.key, State.NEW, State.DISMISSED)

    def reopen(self, entry: Entry) -> bool:
        """Make an entry new again; a question that it became is taken out of its set.

        Returns:
            False where somebody else changed the entry meanwhile.

        Raises:
            OSError: the set cannot be written.
        """
        with self.sets.locked():
            if not self._is_still(entry.key, entry.state):
                return False
            name, mark, id_ = entry.moved.rpartition("#")
            if mark:
                self.sets.remove(name, id_)
            return self.feedback.settle(entry.key, entry.state, State.NEW)

    def _is_still(self, key: str, state: State) -> bool:
        now = self.feedback.find(key)
        return now is not None and now.state is state

    def _source(self, place: Place) -> Source:
        known = self._assistant.document(place.document, Role.STAFF)
        if known is None:
            return Source(place, "", "")
        shown = Shown(place.document, place.page, place.sheet, place.shown)
        visible = self._assistant.document(place.document) is not None
        return Source(place, known.title, f"{shown.source}#mark" if visible else "")


def address(state: State = State.NEW, first: int = 0, done: str = "") -> str:
    """The address of the list."""
    fields = {
        **({"state": state.value} if state is not State.NEW else {}),
        **({"from": str(first)} if first else {}),
        **({"done": done} if done else {}),
    }
    return "/admin/review" + (f"?{urlencode(fields)}" if fields else "")
