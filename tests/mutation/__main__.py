"""`python -m mutation` (from `tests/`): measure, print the table and what was not found, write the page.

Names of operators as arguments restrict the run; then nothing is written.
"""

import sys

from .operators import OPERATORS
from .report import page, survivors, table
from .run import ROOT, designs, measured, share

PAGE = ROOT / "docs" / "quality.md"


def main(names) -> int:
    unknown = [name for name in names if name not in OPERATORS]
    if unknown:
        print(f"no operator is called {', '.join(unknown)}; there are: {', '.join(OPERATORS)}", file=sys.stderr)
        return 2
    outcomes = measured(names)
    print(survivors(outcomes))
    print()
    print(table(outcomes))
    print(f"\n{len(outcomes)} mistakes, {share(outcomes):.2f} % found")
    if not names:
        PAGE.write_text(page(outcomes, len(designs())), encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
