"""The command `hld`, and `python -m hld`."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; the common forms of `hld check` without loading more than they need."""
    from hld.cli.lean import run

    code = run(sys.argv[1:])
    if code is None:
        from hld.cli.app import main as run_whole

        code = run_whole()
    sys.exit(code)


if __name__ == "__main__":
    main()
