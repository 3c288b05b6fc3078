from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = [
    Requirement(line)
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"app", "assistant", "corpus", "eval", "tests", "tools"}


def locked(name: str) -> list[Requirement]:
    return [r for r in LOCK if canonicalize_name(r.name) == canonicalize_name(name)]


def test_the_lock_holds_one_exact_version_of_everything() -> None:
    assert len(LOCK) > 100
    for requirement in LOCK:
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement


def test_torch_is_pinned_without_a_local_version_and_without_cuda() -> None:
    assert [str(requirement) for requirement in locked("torch")] == ["torch==2.13.0"]
    assert not [r.name for r in LOCK if re.match(r"nvidia|triton|cuda", r.name)]


def test_what_the_project_needs_is_locked_to_a_version_it_allows() -> None:
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    for requirement in map(Requirement, wanted):
        found = locked(requirement.name)
        assert found, requirement
        for one in found:
            assert requirement.specifier.contains(str(one.specifier)[2:]), requirement


def imported(folder: str) -> set[str]:
    """What a package's modules import, but for scripts with requirements of their own beside them."""
    files = [ROOT / "app.py"] if folder == "app" else (ROOT / folder).rglob("*.py")
    files = [path for path in files if not (path.parent / "requirements.txt").exists()]
    names: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OURS


@pytest.mark.parametrize("folder", ["app", "assistant", "corpus", "eval"])
def test_what_is_imported_is_a_declared_dependency(folder: str) -> None:
    known = packages_distributions()
    declared = {canonicalize_name(Requirement(one).name) for one in PROJECT["dependencies"]}
    for name in imported(folder):
        distributions = {canonicalize_name(one) for one in known.get(name, [])}
        assert distributions & declared, name


def test_corpus_knows_nothing_of_questions_and_the_assistant_nothing_of_evaluation() -> None:
    """The evaluators' page is a door above both: only it shows runs and sets."""
    door = ROOT / "assistant" / "web" / "evaluation"
    for package, forbidden in (("corpus", {"assistant", "eval"}), ("assistant", {"eval"})):
        for path in (ROOT / package).rglob("*.py"):
            if path.is_relative_to(door):
                continue
            text = path.read_text(encoding="utf-8")
            found = set(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE))
            assert not found & forbidden, path


def test_no_file_is_over_eighty_megabytes_and_all_binaries_fit() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("needs a git clone")
    sizes = [(ROOT / n).stat().st_size for n in listed.stdout.split("\0") if (ROOT / n).is_file()]
    assert max(sizes) < 80_000_000
    assert sum(sizes) < 250_000_000


def test_an_environment_that_is_up_to_date_is_left_alone() -> None:
    if not (ROOT / ".venv" / "up-to-date").exists():
        pytest.skip("the environment was not made by make env")
    asked = subprocess.run(["make", "--question", "env"], cwd=ROOT, capture_output=True, timeout=2)
    assert asked.returncode == 0


def test_the_readme_names_the_two_commands_and_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "make chat" in text
        assert "make test" in text
        for target in re.findall(r"\bmake ([a-z]+)\b(?! it)", text):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        for module in re.findall(r"python -m ([a-z_.]+)", text):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
        for picture in re.findall(r"\]\(([\w./-]+\.png)\)", text):
            assert (ROOT / picture).exists(), picture
