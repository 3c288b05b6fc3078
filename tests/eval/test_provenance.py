from __future__ import annotations

import shutil
from pathlib import Path

from assistant.settings import Settings
from eval import provenance


def test_the_digest_of_an_index_does_not_depend_on_where_it_lies(
    demo_store: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(demo_store, copy, ignore=shutil.ignore_patterns("chroma", "*.sqlite"))
    digest = provenance.index_digest(demo_store)
    assert digest is not None
    assert digest == provenance.index_digest(copy)
    (manifest,) = copy.glob("versions/*/manifest.json")
    manifest.write_text(manifest.read_text("utf-8").replace('"public"', '"staff"', 1), "utf-8")
    assert digest != provenance.index_digest(copy)
    assert provenance.index_digest(tmp_path / "none") is None


def test_code_that_answers_is_part_of_what_a_run_was_made_with(tmp_path: Path) -> None:
    for name in ("assistant/a.py", "assistant/web/b.py", "corpus/c.toml", "corpus/m.bin", "x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    before = provenance.code_digest(tmp_path)
    for name in ("assistant/web/b.py", "x.py"):  # what shows answers, or is outside
        (tmp_path / name).write_text("2", encoding="utf-8")
    assert provenance.code_digest(tmp_path) == before
    seen = {before}
    for name, text in (("assistant/a.py", "2"), ("corpus/c.toml", "2"), ("corpus/m.bin", "22")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        seen.add(provenance.code_digest(tmp_path))
    assert len(seen) == 4


def test_no_secret_is_kept(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path, admin_token="hidden-token", llm_api_key="hidden-key")
    assert "hidden" not in str(provenance.of_assistant(settings))
