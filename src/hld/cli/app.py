"""The typer application: every command with its options, help and examples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from hld import __version__
from hld.check.stage import STAGES
from hld.check.usual import PROFILES
from hld.cli import choices, console

__all__ = ["app", "main"]

app = typer.Typer(
    name="hld",
    help="High-level designs as code: check a YAML spec of a system and draw it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[Optional[list[str]], typer.Argument(help="Specs, folders, or - for stdin.", show_default="specs")]  # noqa: UP045
Variant = Annotated[str, typer.Option(help="Work on this variant of the design.", show_default=False)]


def _of(*words: str) -> dict[str, Any]:
    """How an option that takes one of these words is shown and completed; the commands refuse other words."""
    return {"metavar": f"[{'|'.join(words)}]", "autocompletion": lambda: list(words)}


LOOK = "Lanes of cards, or the classic look of the diagrams package."
Look = Annotated[str, typer.Option(help=LOOK, **_of(*choices.LOOKS))]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"hld {__version__}")
        raise typer.Exit


@app.callback()
def hld(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """High-level designs as code: check a YAML spec of a system and draw it."""


@app.command(epilog="Example: hld check specs/twitter.yaml --strict")
def check(
    paths: Paths = None,
    *,
    output_format: Annotated[str, typer.Option(help="How to print findings.", **_of(*choices.REPORTS))] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    select: Annotated[Optional[list[str]], typer.Option(help="Only these rules or families (comma-separated).")] = None,  # noqa: UP045
    ignore: Annotated[Optional[list[str]], typer.Option(help="Not these rules or families (comma-separated).")] = None,  # noqa: UP045
    variant: Variant = "",
    stage: Annotated[str, typer.Option(help="Only what is due at this step of the design.", **_of(*STAGES))] = "",
    profile: Annotated[str, typer.Option(help="How much must be said.", **_of(*PROFILES))] = "",
    coverage: Annotated[bool, typer.Option("--coverage", help="Tell what serves each requirement.")] = False,
    baseline: Annotated[str, typer.Option(help="Leave out the findings that this file knows.")] = "",
    write_baseline: Annotated[str, typer.Option(help="Write what is found to this file, to begin from.")] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what has one certain mend, in the files.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")] = False,
) -> None:
    """Say what does not line up: flows against the declared API, requirements without a flow, and more.

    Exit code 0: clean; 1: errors (with --strict warnings too); 2: usage, or nothing to read; 3: a bug in hld.
    """
    from hld.cli.check import command

    _exit(
        lambda: command(
            paths or (),
            output_format=output_format,
            strict=strict,
            select=select or (),
            ignore=ignore or (),
            variant=variant,
            stage=stage,
            profile=profile,
            coverage=coverage,
            baseline=baseline,
            write_baseline=write_baseline,
            fix=fix,
            diff=diff,
        )
    )


@app.command(epilog="Example: hld build specs -o output --format svg --view 'flow-*'")
def build(
    paths: Paths = None,
    *,
    folder: Annotated[str | None, typer.Option("--output", "-o", help="Where to write.", show_default="output")] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", help="Formats, comma-separated: svg, png, pdf, md, html, html-doc.", show_default="svg,png"
        ),
    ] = None,
    view: Annotated[Optional[list[str]], typer.Option(help="Only these views; * matches any part of a name.")] = None,  # noqa: UP045
    theme: Annotated[str | None, typer.Option(help="Colours: light, dark or print.", show_default="light")] = None,
    look: Annotated[str | None, typer.Option(help=LOOK, show_default=choices.LOOKS[0], **_of(*choices.LOOKS))] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            help="What lays pictures out; native needs Graphviz.",
            show_default=choices.ENGINES[0],
            **_of(*choices.ENGINES),
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Draw a spec with errors, the faults marked.")] = False,
    variant: Variant = "",
    scale: Annotated[float | None, typer.Option(help="Pixels per unit of a PNG.", show_default="2")] = None,
    variants: Annotated[bool, typer.Option("--variants", help="Draw every variant too, each below its spec.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if a file is missing or stale.")] = False,
) -> None:
    """Draw each design: DIR/SPEC/architecture.svg, its context, flows, entities, operations, requirements and views.

    A flow is flow-ID.svg on the map of the components and sequence-ID.svg in the order of time; all come as PNG too.
    A spec with errors is reported and not drawn, unless --force. Files are only touched when they change, and what
    stands as it was built before is not drawn again.
    """
    from hld.cli.build import command

    _exit(
        lambda: command(
            paths or (),
            folder=folder,
            formats=format_,
            views=view or (),
            theme=theme,
            look=look,
            engine=engine,
            force=force,
            variant=variant,
            scale=scale,
            check=check,
            all_variants=variants,
        )
    )


@app.command(epilog="Example: hld clean -o output")
def clean(
    paths: Paths = None,
    folder: Annotated[
        str | None, typer.Option("--output", "-o", help="The folder to clean.", show_default="output")
    ] = None,
) -> None:
    """Remove what hld build wrote, and nothing else: a file that was changed since stays.

    hld removes what it remembers to have written, and, as in a fresh checkout it remembers nothing, what it would write
    for the specs byte for byte. So whatever is gone can be built again.
    """
    from hld.cli.clean import clean as run

    _exit(lambda: run(folder, paths or ()))


@app.command(
    epilog='Example: hld draw "web -> cdn -> lb -> api -> redis, postgres; api ~> kafka ~> worker -> s3" -o shop.svg'
)
def draw(
    text: Annotated[str, typer.Argument(help="What to draw; from standard input if left out or -.")] = "-",
    output: Annotated[
        str, typer.Option("--output", "-o", help="A file ending in .svg or .png, or - for standard output.")
    ] = "diagram.svg",
    theme: Annotated[str, typer.Option(help="Colours: light, dark or print.")] = "light",
    look: Look = "lanes",
    title: Annotated[str, typer.Option(help="A title above the picture.")] = "",
) -> None:
    """Draw at once from a line of arrows; what each part is, is told by its name.

    Statements end with ';' or a new line; '->' is a call, '~>' goes by message; 'a, b' means each of them;
    ': text' labels the last arrow.
    """
    from hld.cli.draw import command

    _exit(lambda: command([text], target=output, theme=theme, look=look, title=title))


@app.command(epilog="Example: hld export specs/twitter.yaml --to mermaid --view sequence-post")
def export(
    spec: Annotated[str, typer.Argument(help="The spec, or - for stdin.", show_default=False)],
    *,
    to: Annotated[str, typer.Option(help="The format.", show_default=False, **_of(*choices.EXPORTS))],
    view: Annotated[
        str, typer.Option(help="One view of it, named as its picture is.", show_default="architecture")
    ] = "",
    variant: Variant = "",
    output: Annotated[str, typer.Option("--output", "-o", help="A file, or - for standard output.")] = "-",
) -> None:
    """Write a design, or one view of it, as text for another tool.

    Formats of the whole design (json, openapi, structurizr) take no view. A view that a format has no words for is
    refused, and so is a spec with errors.
    """
    from hld.cli.export import command

    _exit(lambda: command(spec, to=to, view=view, variant=variant, target=output))


@app.command(epilog="Example: hld diff HEAD~1:specs/twitter.yaml specs/twitter.yaml")
def diff(
    before: Annotated[str, typer.Argument(help="FILE, FILE#VARIANT or REVISION:FILE.", show_default=False)],
    after: Annotated[
        str, typer.Argument(help="The same, or a variant of BEFORE's file.", show_default="BEFORE, against HEAD")
    ] = "",
    *,
    output_format: Annotated[str, typer.Option(help="How to print it.", **_of("text", "json", "markdown"))] = "text",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if they differ.")] = False,
    textconv: Annotated[
        bool, typer.Option("--textconv", help="Print BEFORE alone, a line for each fact, for git diff.")
    ] = False,
    picture: Annotated[str, typer.Option(help="Draw it too, to a file ending in .svg, .png or .html.")] = "",
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Draw two pictures, FILE-before and FILE-after.")
    ] = False,
    theme: Annotated[str, typer.Option(help="Colours: light, dark or print.")] = "light",
    look: Look = "lanes",
) -> None:
    """Say what differs between two designs: by what they mean, not by order, comments or spelling.

    A side is a file, a variant, or a file as a revision of git holds it. What was renamed is found as renamed.
    A picture shows both architectures as one, what differs marked; side by side, what is in both stands in one place.
    """
    from hld.cli.diff import Drawn, command
    from hld.cli.diff import textconv as facts

    drawn = Drawn(picture, side_by_side, theme, look)
    _exit(
        lambda: (
            facts(before)
            if textconv
            else command(before, after, output_format=output_format, exit_code=exit_code, drawn=drawn)
        )
    )


@app.command(epilog="Example: hld compare specs/twitter.yaml")
def compare(
    designs: Annotated[
        list[str], typer.Argument(help="A spec and variants of it, several specs, or a folder.", show_default=False)
    ],
    *,
    output_format: Annotated[str, typer.Option(help="How to print it.", **_of(*choices.COMPARISONS))] = "text",
    output: Annotated[str, typer.Option("--output", "-o", help="A file, or - for standard output.")] = "-",
) -> None:
    """Set designs beside each other: requirements, load, instances, latency, availability, storage and cost.

    A spec alone stands beside all its variants. The first design is what the others are measured by.
    """
    from hld.cli.compare import command

    _exit(lambda: command(designs, output_format=output_format, target=output))


@app.command(epilog="Example: hld analyse specs/twitter.yaml --format markdown")
def analyse(
    paths: Paths = None,
    *,
    output_format: Annotated[
        str, typer.Option("--format", help="How to print the tables.", **_of("text", "markdown", "json", "csv"))
    ] = "text",
    variant: Variant = "",
) -> None:
    """Work out what a design comes to: loads, instances, latency, storage, availability, cost, and what is asked.

    Every number says whether it is stated, derived from what is stated, or rests on a default.
    """
    from hld.cli.analyse import command

    _exit(lambda: command(paths or (), output_format=output_format, variant=variant))


@app.command("what-if", epilog="Example: hld what-if specs/twitter.yaml --kill feeds")
def what_if(
    spec: Annotated[str, typer.Argument(help="A spec, or - for stdin.", show_default=False)],
    *,
    kill: Annotated[Optional[list[str]], typer.Option(help="This component is gone, with all its instances.")] = None,  # noqa: UP045
    set_: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--set", metavar="PATH=VALUE", help="A value is another: capacity.dau=500M."),
    ] = None,
    zone_loss: Annotated[
        bool, typer.Option("--zone-loss", help="Every component that states zones loses its largest.")
    ] = False,
    partition: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="A,B", help="These components or groups cannot reach each other."),
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="Lose each component in turn: what stays up?")] = False,
    scenarios: Annotated[bool, typer.Option("--scenarios", help="Play the scenarios of the spec through.")] = False,
    variant: Variant = "",
    output_format: Annotated[str, typer.Option(help="How to print it.", **_of("text", "json", "markdown"))] = "text",
) -> None:
    """Say what becomes of a design when something is gone, cut off or different.

    Which flows and requirements are ok, degraded or down, and what load moves where. What is not known stays unknown.
    """
    from hld.cli.what_if import command

    _exit(
        lambda: command(
            spec,
            kill=kill or (),
            settings=set_ or (),
            zone_loss=zone_loss,
            partition=partition or (),
            each=each,
            scenarios=scenarios,
            variant=variant,
            output_format=output_format,
        )
    )


@app.command(epilog="Example: hld simulate specs/image-pipeline.yaml --load x2 --minutes 1")
def simulate(
    spec: Annotated[str, typer.Argument(help="A spec, or - for stdin.", show_default=False)],
    *,
    flow: Annotated[Optional[list[str]], typer.Option(help="Only these flows, and what they set off.")] = None,  # noqa: UP045
    minutes: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(help="How long, in simulated time.", show_default="10, or as many as take a few seconds"),
    ] = None,
    load: Annotated[str, typer.Option(metavar="xN", help="So many times the rates of the design.")] = "x1",
    rate: Annotated[str, typer.Option(help="Which rates.", **_of("peak", "average"))] = "peak",
    kill: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="X[@TIME]", help="This component is gone, from then on: feeds@30s."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another run of the dice.")] = 1,
    variant: Variant = "",
    output_format: Annotated[
        str, typer.Option(help="How to print it; svg draws the queues.", **_of("text", "json", "csv", "svg"))
    ] = "text",
    theme: Annotated[str, typer.Option(help="Colours of the SVG: light, dark or print.")] = "light",
) -> None:
    """Run a design in simulated time: what callers wait, how busy components are, what queues up and what is dropped.

    The same seed gives the same output on every machine.
    """
    from hld.cli.simulate import command

    _exit(
        lambda: command(
            spec,
            flows=flow or (),
            minutes=minutes,
            load=load,
            rate=rate,
            kill=kill or (),
            seed=seed,
            variant=variant,
            output_format=output_format,
            theme=theme,
        )
    )


@app.command(epilog='Example: hld calc "k_of_n(2, 3, 99.9%)"')
def calc(
    formula: Annotated[str, typer.Argument(help="Numbers with units, facts, + - * / ( ) and functions.")],
    output_format: Annotated[str, typer.Option("--format", help="How to print it.", **_of("text", "json"))] = "text",
) -> None:
    """Work out a formula, its units included: 250M users * 2 tweets/user/day * 150 chars.

    Functions: ceil, max, min; composite, parallel, k_of_n of shares of time; little, mm1, erlang_c of rates and times;
    amat of a cache; usl of contention and coherency; retries of the layers of a call.
    """
    from hld.cli.calc import calc as run

    _exit(lambda: run(formula, output_format))


@app.command(epilog="Example: hld new shop --from twitter")
def new(
    name: Annotated[str, typer.Argument(help="The design's name; the spec goes to specs/NAME.yaml.")] = "",
    template: Annotated[str, typer.Option("--from", help="The template to begin with.")] = "start",
    folder: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("specs"),
    list_: Annotated[bool, typer.Option("--list", help="List the templates.")] = False,
) -> None:
    """Write a spec to begin with: it checks clean, and its comments teach the language."""
    from hld.cli.new import listing
    from hld.cli.new import new as run

    _exit(lambda: listing() if list_ else run(name, template, folder))


@app.command(epilog="Example: hld explain unknown-endpoint")
def explain(rule: Annotated[str, typer.Argument(help="A rule's id or code.")]) -> None:
    """Tell what a rule objects to, why it matters, and how to mend it."""
    from hld.cli.rules import explain as run

    _exit(lambda: run(rule))


@app.command(epilog="Example: hld rules --output-format json")
def rules(output_format: Annotated[str, typer.Option(help="text or json.")] = "text") -> None:
    """List every rule with its severity and what it objects to."""
    from hld.cli.rules import listing

    _exit(lambda: listing(output_format))


@app.command(epilog="Example: hld schema > hld.schema.json")
def schema() -> None:
    """Print the JSON Schema of the spec language, for completion in an editor."""
    from hld.cli.schema import schema as run

    _exit(run)


@app.command(epilog="Example: hld doctor")
def doctor() -> None:
    """Say which engines, fonts and formats work here, and what to install for the others."""
    from hld.cli.doctor import doctor as run

    _exit(run)


def _exit(run: console.Run) -> None:
    raise typer.Exit(console.guarded(run))


def main() -> int:
    """Run the command line as given. Returns the exit code."""
    console.use_utf8(sys.stdout, sys.stderr)
    return console.guarded(_run)


def _run() -> int:
    try:
        app(prog_name="hld")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else console.USAGE
    return console.CLEAN
