"""Our own source, for tests that read it: which files there are, and what each module declares."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FOLDERS = ("luoshi", "tests", "tools", "bench", "docs", "frontend", "locale", "stubs", ".ci")
# Built, fetched or gathered; not written here.
_NOT_OURS = {"__pycache__", "node_modules", "static", ".hypothesis"}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TEXT = {
    "", ".cfg", ".css", ".html", ".ini", ".js", ".json", ".lock", ".md", ".mjs", ".po", ".py",
    ".pyi", ".service", ".svg", ".timer", ".toml", ".txt", ".yaml", ".yml",
}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """A function or class as a module declares it."""

    path: Path
    name: str
    lines: int
    is_function: bool

    def __str__(self) -> str:
        return f"{shown(self.path)}: {self.name}"


def shown(path: Path) -> str:
    """Return a path as one would type it from the top of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def files() -> tuple[Path, ...]:
    """Return every text file that was written here."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in _FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return tuple(
        sorted(
            path
            for path in found
            if path.suffix in _TEXT and not _NOT_OURS & set(path.relative_to(ROOT).parts)
        )
    )


def modules(*folders: str) -> tuple[Path, ...]:
    """Return the Python modules of folders; migrations are history and are left out."""
    return tuple(
        path
        for path in files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in folders
        and "migrations" not in path.parts
    )


def templates() -> tuple[Path, ...]:
    """Return every template of every room."""
    return tuple(path for path in files() if path.suffix == ".html" and "templates" in path.parts)


def declared(path: Path) -> Iterator[Declared]:
    """Yield the functions and classes of a module, inner ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Declared(path, node.name, lines, not isinstance(node, ast.ClassDef))


def words_of(name: str) -> set[str]:
    """Return the words a name is made of: `NotFromHere` is not, from, here."""
    return {word.lower() for word in _WORD.findall(name)}
