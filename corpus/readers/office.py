"""Files of old Office formats: converted by LibreOffice where it is installed, then read as new ones.

The converter runs on a copy, without a window, in a folder and with a profile of its own, macros and
links off, its proxies pointing nowhere; it and what it started are stopped after a time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.errors import Reason, UnreadableError
from corpus.model import Note, NoteKind, Page
from corpus.readers.kind import Kind, kind_of

SECONDS = 120
"""How long a conversion may take; a report of 200 pages takes ten seconds."""

_PROGRAMS = ("soffice", "libreoffice")
_OLE_SECTOR = 512
_WORD_MARK = b"\xec\xa5"  # [MS-DOC] 2.5.2, wIdent
_FLAGS, _ENCRYPTED = 11, 0x01  # fEncrypted is bit 8 of the flags that follow pnNext


_FILTERS = {
    Kind.DOC: ("docx", "docx:MS Word 2007 XML"),
    Kind.RTF: ("docx", "docx:MS Word 2007 XML"),
    Kind.ODT: ("docx", "docx:MS Word 2007 XML"),
    Kind.XLS: ("xlsx", "xlsx:Calc MS Excel 2007 XML"),
}
"""What a format becomes: an ending, and LibreOffice's filter for it."""

# LibreOffice's registry: macros never run, links never updated, nothing fetched, proxies to nowhere
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
    ("Common/Misc", "UseLocking", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(path: Path) -> tuple[Page, ...]:
    """Read a file through LibreOffice.

    Args:
        path: a .doc, .rtf, .odt or .xls.

    Returns:
        What the reader of the newer format gives, with a note on the first page of what it was.

    Raises:
        UnreadableError: NEEDS_OFFICE where LibreOffice is not installed, TIMED_OUT, ENCRYPTED,
            DAMAGED where LibreOffice makes nothing of it, and what the other reader raises.
    """
    kind = kind_of(path)
    if kind is Kind.DOC and _is_locked(path):
        raise UnreadableError(path, Reason.ENCRYPTED)
    program = converter()
    if program is None:
        raise UnreadableError(path, Reason.NEEDS_OFFICE, kind.value)
    with tempfile.TemporaryDirectory(prefix="assistant-office-") as folder:
        made = _convert(path, kind, program, Path(folder))
        try:
            pages = _read(kind, made)
        except UnreadableError as error:
            raise UnreadableError(path, error.reason, error.detail) from error
    note = Note(NoteKind.CONVERTED, kind.value)
    return (replace(pages[0], notes=(note, *pages[0].notes)), *pages[1:]) if pages else pages


def converter() -> str | None:
    """LibreOffice's program on the PATH; None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _read(kind: Kind, made: Path) -> tuple[Page, ...]:
    if kind is Kind.XLS:
        from corpus.readers import sheet

        return sheet.read(made)
    from corpus.readers import word

    return word.read(made)


def _convert(path: Path, kind: Kind, program: str, folder: Path) -> Path:
    """Convert a file within `folder`; the file made."""
    suffix, filter_name = _FILTERS[kind]
    # a plain name: the file's own may hold what a command line or an address would read differently
    source = folder / f"document.{kind.value}"
    shutil.copyfile(path, source)
    profile, made = folder / "profile", folder / "made"
    _write_profile(profile)
    command = [
        program,
        "--headless",
        "--invisible",
        "--nologo",
        "--norestore",
        "--nodefault",
        "--nolockcheck",
        "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        filter_name,
        "--outdir",
        str(made),
        str(source),
    ]
    said = _run(path, command, folder)
    result = made / f"document.{suffix}"
    if not result.is_file() or not result.stat().st_size:
        raise UnreadableError(path, Reason.DAMAGED, f"LibreOffice made nothing of it: {said}")
    return result


def _run(path: Path, command: list[str], folder: Path) -> str:
    """Run a command in a process group of its own, which does not outlive this call."""
    if timeout := shutil.which("timeout"):
        # should this process be killed, nothing else would stop the converter
        command = [timeout, "--signal=KILL", str(SECONDS + 5), *command]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(path, Reason.TIMED_OUT, f"LibreOffice, {SECONDS} s") from error
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
    return said.decode("utf-8", "replace").strip()[-300:]


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{"Office." if not path.startswith("Inet") else ""}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>",
        encoding="utf-8",
    )


def _is_locked(path: Path) -> bool:
    """Whether a .doc needs a password: its first stream begins at the first sector as a rule."""
    with path.open("rb") as file:
        file.seek(_OLE_SECTOR)
        head = file.read(32)
    return head.startswith(_WORD_MARK) and bool(head[_FLAGS] & _ENCRYPTED)
