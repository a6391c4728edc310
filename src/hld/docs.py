"""Generated documentation: `python -m hld.docs` writes it, `--check` says whether it is current."""

from __future__ import annotations

import json
import re
import sys
from fractions import Fraction
from pathlib import Path

from hld import output, pipeline
from hld.analyse.assumptions import defaults_table
from hld.analyse.failure import matrix, what_if
from hld.analyse.failure.types import Event
from hld.analyse.simulation.run import simulate
from hld.analyse.simulation.types import Options
from hld.check import rules
from hld.check.explain import pages
from hld.check.types import Settings
from hld.cli.manual import commands_page
from hld.compare import difference, form
from hld.export.json_schema import schema as model_schema
from hld.report import json_, text
from hld.report.difference import FORMATS as DIFFERENCES
from hld.report.simulation import FORMATS as SIMULATIONS
from hld.report.types import Report
from hld.report.what_if import FORMATS as WHAT_IF
from hld.source import load_text
from hld.spec.document import language_page, reference_page
from hld.spec.schema import schema

__all__ = ["documents", "main", "stale"]

RULES = "docs/rules"
INDEX = "src/hld/check/rules/_index.py"
README = "README.md"
FILLED = (README, "docs/comparing.md", "docs/numbers.md", "docs/reports.md", "docs/what-if.md")
PIPELINE = "specs/image-pipeline.yaml"
HALF = 30.0  # seconds of simulated time
TWITTER = "specs/twitter.yaml"
VARIANT = "fanout-on-read"
LEFT_OUT = ("capacity", "variants")  # sections that the first look at a spec can do without
SLIP = ("- web -> lb -> api: POST /v1/tweets", "- web -> lb -> api: POST /v1/tweet")


def documents(root: Path) -> dict[str, str]:
    """The text of each generated file by its name below `root`, the folder of the project."""
    spec = _read(root / TWITTER)
    report = _damaged(spec)
    parts = {
        "twitter": f"```yaml\n{_shortened(spec)}```",
        "finding": f"```console\n$ hld check {TWITTER} --select flows\n{text.render(report)}```",
        "diff": f"```console\n$ hld diff {TWITTER} {VARIANT}\n{_difference(spec)}```",
        "what-if": f"```console\n$ hld what-if {TWITTER} --kill feeds\n{_killed(spec)}```",
        "each": f"```console\n$ hld what-if {TWITTER} --each\n{_each(spec)}```",
        "simulate": (
            f"```console\n$ hld simulate {PIPELINE} --load x1.5 --minutes 0.5\n{_simulated(_read(root / PIPELINE))}```"
        ),
        "defaults": defaults_table(),
        "json": f"```json\n{json_.render(report)}```",
    }
    return {
        **{name: _filled(_read(root / name), parts) for name in FILLED},
        "docs/language.md": language_page(),
        "docs/reference.md": reference_page(),
        "docs/commands.md": commands_page(),
        "docs/hld.schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n",
        "docs/model.schema.json": json.dumps(model_schema(), indent=2, ensure_ascii=False) + "\n",
        **{f"{RULES}/{name}": page for name, page in pages().items()},
        INDEX: _index(),
    }


def _difference(spec: str) -> str:
    """What the variant of the first spec differs in."""
    source = load_text(spec, TWITTER)
    before, after = (form(pipeline.understand(source, variant=variant)) for variant in ("", VARIANT))
    return DIFFERENCES["text"](difference(before, after), TWITTER, VARIANT, False)


def _killed(spec: str) -> str:
    """What becomes of the first spec without its cache."""
    model = pipeline.understand(load_text(spec, TWITTER))
    if not model.components:
        return ""
    return WHAT_IF["text"].outcomes(model.name, (what_if(model, Event(kill=("feeds",))),), False)


def _each(spec: str) -> str:
    """What the loss of each component of the first spec does."""
    model = pipeline.understand(load_text(spec, TWITTER))
    return WHAT_IF["text"].matrix(model.name, matrix(model), False)


def _simulated(spec: str) -> str:
    """What a run of the pipeline measures when half as much again comes in."""
    model = pipeline.understand(load_text(spec, PIPELINE))
    if not model.flows:
        return ""
    return SIMULATIONS["text"](model.name, simulate(model, Options(seconds=HALF, load=Fraction("1.5"))), False)


def stale(root: Path) -> list[str]:
    """The files below `root` that are not as they would be generated, and those that no rule has any more."""
    return [name for name, page in documents(root).items() if _read(root / name) != page] + _obsolete(root)


def main(arguments: list[str]) -> int:
    """Write every document, or with --check only say which are not current. Returns the exit code."""
    root = Path()
    if "--check" in arguments:
        names = stale(root)
        print("\n".join(f"not current: {name}" for name in names) or "documentation is current")
        return 1 if names else 0
    wanted = documents(root)
    changed = [name for name, page in wanted.items() if output.write(root, name, page.encode())]
    obsolete = _obsolete(root)
    for name in obsolete:
        (root / name).unlink()
    print(f"{len(wanted)} documents, {len(changed)} changed, {len(obsolete)} removed")
    return 0


def _obsolete(root: Path) -> list[str]:
    """The pages of rules that are no more."""
    found = (path.name for path in (root / RULES).glob("*.md"))
    return sorted(f"{RULES}/{name}" for name in found if name not in pages())


def _index() -> str:
    """What the table of rules says without importing them."""
    lines = [
        '"""What is asked of each rule before it runs; written by `python -m hld.docs` from the rules themselves."""',
        "",
        "from __future__ import annotations",
        "",
        '__all__ = ["INDEX"]',
        "",
        "# its code, its severities in the two profiles, its stage, whether it is on, whether it may give errors",
        "INDEX: dict[str, tuple[str, str, str, str, bool, bool]] = {",
    ]
    for name in rules.RULES:
        rule = rules.imported(name)
        texts = (name, rule.code, rule.severity, rule.interview, rule.stage)
        name, *said = (json.dumps(text) for text in texts)
        lines.append(f"    {name}: ({', '.join(said)}, {rule.is_on}, {rule.errs}),")
    return "\n".join([*lines, "}\n"])


def _shortened(spec: str) -> str:
    """A spec without the sections that are left out."""
    sections = re.split(r"^(?=\S)", spec, flags=re.MULTILINE)
    return "".join(each for each in sections if not each.startswith(LEFT_OUT)).rstrip() + "\n"


def _damaged(spec: str) -> Report:
    """What `hld check` finds in the flows of the spec once the path of an operation is misspelt in a step."""
    source = load_text(spec.replace(*SLIP, 1), TWITTER)
    return pipeline.compile_source(source, Settings(select=("flows",))).report


def _filled(page: str, parts: dict[str, str]) -> str:
    """`page` with each part between its markers: `<!-- name -->` and `<!-- /name -->`."""
    for name, part in parts.items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        page = between.sub(lambda match, part=part: f"{match[1]}{part}\n{match[2]}", page)  # type: ignore[misc]
    return page


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
