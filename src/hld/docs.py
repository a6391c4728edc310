"""Generated documentation: `python -m hld.docs` writes it, `--check` says whether it is current."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from hld import output
from hld.check.explain import pages
from hld.spec.document import language_page
from hld.spec.schema import schema

__all__ = ["documents", "main"]

FOLDER = Path("docs")


def documents() -> dict[str, str]:
    """The text of each generated file by its name below docs/."""
    return {
        "language.md": language_page(),
        "hld.schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n",
        **{f"rules/{name}": text for name, text in pages().items()},
    }


def main(arguments: list[str]) -> int:
    """Write every document, or with --check only say which are not current. Returns the exit code."""
    wanted = documents()
    obsolete = [path for path in (FOLDER / "rules").glob("*.md") if f"rules/{path.name}" not in wanted]
    if "--check" in arguments:
        stale = [name for name, text in wanted.items() if _read(FOLDER / name) != text] + [str(path) for path in obsolete]
        print("\n".join([*(f"not current: {name}" for name in stale), "" if stale else "documentation is current"]).strip())
        return 1 if stale else 0
    changed = [name for name, text in wanted.items() if output.write(FOLDER, name, text.encode())]
    for path in obsolete:
        path.unlink()
    print(f"{len(wanted)} documents, {len(changed)} changed, {len(obsolete)} removed")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
