"""Settings, from the environment (`ASSISTANT_…`) or an `.env` file; read only here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.model import Role
from corpus import isolation
from corpus.vietnamese import abbreviations, lexicon

_LIMITS = isolation.Limits()


class Settings(BaseSettings):
    """Everything that a user can set. Field names are the variables' without `ASSISTANT_`."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore")

    store: Path = Field(default=Path(".assistant/store"), description="where the index lies")
    role: Role = Field(default=Role.CITIZEN, description="who this process answers")
    embedding_model: str | None = Field(
        default=None, description="Hugging Face name or folder instead of the shipped model"
    )
    reranker: str | None = Field(
        default=None, description="a cross-encoder that judges what was found; none: no reranking"
    )
    span_reader: bool = Field(
        default=True, description="whether a small model reads the best passages for the answer"
    )
    llm: str | None = Field(
        default=None, description="a chat model, as LangChain's init_chat_model names it"
    )
    llm_base_url: str | None = Field(
        default=None, description="an OpenAI-compatible server that runs the chat model"
    )
    llm_api_key: SecretStr | None = Field(
        default=None, description="the chat model's key, where its provider's own variable is unset"
    )
    llm_seconds: float = Field(
        default=60.0, gt=0, description="longest time that the chat model may take over an answer"
    )
    llm_tokens: int = Field(
        default=700, ge=50, description="longest answer of the chat model, in tokens"
    )
    llm_retries: int = Field(
        default=1, ge=0, le=5, description="how often a chat model that fails is tried again"
    )
    llm_per_day: int | None = Field(
        default=None, ge=0, description="how many answers the chat model may write in a day"
    )
    admin_token: SecretStr | None = Field(
        default=None, description="when set, what changes anything exists, behind this token"
    )
    chroma_url: str | None = Field(
        default=None, description="a Chroma server that holds the vectors, instead of a folder"
    )
    abbreviations: Path | None = Field(
        default=None, description="a TOML file of one's own abbreviations, beside the shipped ones"
    )
    lexicon: Path | None = Field(
        default=None, description="a text file of one's own names and terms, one a line"
    )
    page_seconds: float = Field(
        default=_LIMITS.page, gt=0, description="longest time that a reader may take over a page"
    )
    file_seconds: float = Field(
        default=_LIMITS.total, gt=0, description="longest time that reading a file may take"
    )
    reader_memory: int = Field(
        default=_LIMITS.memory // 2**20, ge=256, description="memory of a reader, in MB"
    )
    feedback: bool = Field(
        default=True, description="whether answers in the chat can be judged by those who asked"
    )
    host: str = "127.0.0.1"
    port: int = 7860
    max_question: int = Field(default=500, description="longest question, in characters")
    max_history: int = Field(default=6, description="earlier questions taken into account")
    concurrency: int = Field(default=2, description="questions answered at once")
    queue: int = Field(default=32, description="questions that may wait")

    @field_validator("abbreviations")
    @classmethod
    def _readable(cls, path: Path | None) -> Path | None:
        if path is not None:
            abbreviations.Table.load(path)
        return path

    @field_validator("lexicon")
    @classmethod
    def _readable_terms(cls, path: Path | None) -> Path | None:
        if path is not None:
            lexicon.terms(path)
        return path

    def model_post_init(self, _: Any, /) -> None:
        """Abbreviations, terms and limits are the process's, as the settings are."""
        abbreviations.use(self.abbreviations)
        lexicon.use(self.lexicon)
        memory = self.reader_memory * 2**20
        isolation.use(isolation.Limits(self.page_seconds, self.file_seconds, memory))
