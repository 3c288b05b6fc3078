"""The answer's JSON, to the letter of the contract: what the doors print."""

from __future__ import annotations

from pydantic import BaseModel, Field

from assistant.model import Answer, Citation, Passage


class Place(BaseModel):
    """A place in a document. Fields that the format does not have are null."""

    document: str = Field(description="path relative to the indexed folder")
    page: int | None = Field(description="1-based; null for files without pages")
    lines: tuple[int, int] | None = Field(description="1-based source lines of a text file")
    sheet: str | None = None
    row: int | None = Field(default=None, description="as the spreadsheet program counts")
    procedure: str | None = Field(default=None, description="the procedure's code, else its name")


class CitationOut(Place):
    """A citation: `quote` and `source_quote` are the same span of the document."""

    marker: int
    title: str
    number: str | None
    kind: str | None = Field(description="báo cáo, quyết định, …; null where it is not printed")
    issuer: str | None = Field(description="the issuing body, as printed")
    date: str | None = Field(description="dd/mm/yyyy, mm/yyyy or yyyy, as far as it is printed")
    quote: str
    source_quote: str

    @classmethod
    def of(cls, citation: Citation) -> CitationOut:
        """From the value the pipeline made."""
        return cls(**{name: getattr(citation, name) for name in cls.model_fields})


class RetrievedOut(Place):
    """A passage that was retrieved, best first."""

    score: float

    @classmethod
    def of(cls, passage: Passage) -> RetrievedOut:
        """From the value the pipeline made."""
        chunk = passage.chunk
        textual = chunk.page is None and chunk.sheet is None
        return cls(
            document=chunk.document,
            page=chunk.page,
            lines=chunk.lines if textual and chunk.numbered else None,
            sheet=chunk.sheet,
            row=chunk.row,
            procedure=chunk.procedure,
            score=round(passage.score, 4),
        )


class NoticeOut(BaseModel):
    """Something to know beside the answer."""

    kind: str
    message: str
    marker: int | None


class AnswerOut(BaseModel):
    """One answer."""

    question: str
    understood_as: str
    status: str
    answer: str
    short_answer: str | None
    citations: list[CitationOut]
    notices: list[NoticeOut]
    retrieved: list[RetrievedOut]
    timings_ms: dict[str, float]

    @classmethod
    def of(cls, answer: Answer) -> AnswerOut:
        """From the value the pipeline made."""
        return cls(
            question=answer.question.text,
            understood_as=answer.question.understood,
            status=answer.status.value,
            answer=answer.text,
            short_answer=answer.short,
            citations=[CitationOut.of(citation) for citation in answer.citations],
            notices=[
                NoticeOut(kind=n.kind, message=n.message, marker=n.marker) for n in answer.notices
            ],
            retrieved=[RetrievedOut.of(passage) for passage in answer.retrieved],
            timings_ms={name: round(value, 2) for name, value in answer.timings_ms.items()},
        )
