"""`hld build`: the pictures of each design, written below a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeAlias

from hld import kept, workspace
from hld.cli import choices, console
from hld.cli.job import SCALE, Built, Job, Options, folder_of, standing
from hld.config import Configs
from hld.errors import UnknownVariantError, UsageError
from hld.near import nearest

__all__ = ["FOLDER", "build", "command"]

FOLDER = "output"
SMALLEST, LARGEST = 0.1, 10.0  # pixels per unit
FORMATS = tuple(dict.fromkeys((*choices.PICTURES, *choices.TEXTS, *choices.DOCUMENTS)))
ARCHITECTURE = "architecture"

Tried: TypeAlias = Built | UnknownVariantError


def command(
    paths: Sequence[str] = (),
    *,
    folder: str | None = None,
    formats: str | None = None,
    views: Sequence[str] = (),
    theme: str | None = None,
    look: str | None = None,
    engine: str | None = None,
    force: bool = False,
    variant: str = "",
    check: bool = False,
    scale: float | None = None,
    all_variants: bool = False,
) -> int:
    """Draw the specs at `paths` with the options as they are written. Raises UsageError for an unknown choice.

    Where one is not given, the settings file for the current folder holds, and else the default.
    """
    if variant and all_variants:
        raise UsageError("--variant and --variants exclude each other", "--variants draws every variant")
    usual = Configs().here().build
    options = Options(
        Path(_given(folder, usual.output, FOLDER)),
        console.choices("format", _given(formats, ",".join(usual.formats), "svg,png"), FORMATS),
        tuple(views),
        console.choice("theme", _given(theme, usual.theme, choices.THEMES[0]), choices.THEMES),
        console.choice("look", _given(look, usual.look, choices.LOOKS[0]), choices.LOOKS),
        console.choice("engine", _given(engine, usual.engine, choices.ENGINES[0]), choices.ENGINES),
        force,
        variant,
        check,
        SCALE if scale is None else scale,
        all_variants,
    )
    if "pdf" in options.formats:
        from hld.render.pdf import demand

        demand()
    if not SMALLEST <= options.scale <= LARGEST:
        hint = f"choose one from {SMALLEST:g} to {LARGEST:g}"
        raise UsageError(f"a scale of {options.scale:g} is not possible", hint)
    if options.views and (
        whole := [each for each in options.formats if each in choices.DOCUMENTS and each not in choices.TEXTS]
    ):
        raise UsageError(f"'{whole[0]}' is of the whole design", "leave out --view, or choose another format")
    return build(paths, options)


def _given(option: str | None, usual: str, default: str) -> str:
    """What the command line says, else what the settings file does, else the default."""
    return option if option is not None else usual or default


def build(paths: Sequence[str], options: Options) -> int:
    """Draw the specs at `paths`. A spec with errors is reported and not drawn, unless forced. Returns the exit code."""
    configs = Configs()
    specs = [spec for spec in workspace.find(paths).specs if not configs.leaves_out(spec.path, paths)]
    jobs = [job for spec in specs for job in _jobs(spec, options)]
    workspace.refuse_shared_outputs(job.spec._replace(name=folder_of(*job)) for job in jobs)
    _refuse_unknown_views(specs, options)
    record = kept.Record(options.folder)
    try:
        tried = _all_built(jobs, configs, record)
    finally:
        if not options.check:
            record.save()
    results = [each for each in tried if isinstance(each, Built)]
    console.say_skipped([each for each in tried if isinstance(each, UnknownVariantError)], len(results))
    faulty = [each.report for each in results if each.is_faulty and each.report is not None]
    if faulty:
        from hld.report import text
        from hld.report.types import merged

        found = merged(faulty)
        found = found._replace(diagnostics=tuple(dict.fromkeys(found.diagnostics)))  # variants share most of them
        console.say(text.findings(found, console.wants_colour(sys.stderr)))
    changed = [file for each in results for file in each.changed]
    _say_outcome(results, changed, options)
    console.say_boxed(dict.fromkeys(script for each in results for script in each.boxed))
    refused = sum(each.is_refused for each in results)
    if refused:
        console.say(
            f"{_count(refused, _noun(options))} with errors not drawn; --force draws them with the faults marked"
        )
    return console.FINDINGS if faulty or (options.check and changed) else console.CLEAN


def _say_outcome(results: Sequence[Built], changed: Sequence[str], options: Options) -> None:
    """How many files there are and how many changed, or would."""
    count = _count(sum(len(each.files) for each in results), "file")
    if options.check:
        for file in changed:
            console.say(f"stale: {options.folder / file}")
        console.say(f"{count}, {len(changed)} stale" if changed else f"{count}, all current")
    else:
        drawn = _count(sum(not each.is_refused for each in results), _noun(options))
        console.say(f"{drawn} drawn into {options.folder}: {count}, {len(changed)} changed")


def _noun(options: Options) -> str:
    return "design" if options.all_variants else "spec"


def _jobs(spec: workspace.SpecFile, options: Options) -> Iterator[Job]:
    """The spec, and each of its variants if they are asked for."""
    yield Job(spec, options)
    if options.all_variants:
        from hld import pipeline
        from hld.cli.sides import variants

        model = pipeline.compile_file(spec.path).model
        yield from (Job(spec, options._replace(variant=name)) for name in variants(model))


def _all_built(jobs: Sequence[Job], configs: Configs, record: kept.Record) -> list[Tried]:
    """What became of each design: what stands as it was built before is not built again."""
    found: dict[Job, Tried] = {}
    for job in jobs:
        as_before = standing(*job, configs.of(job.spec.path).usual, record)
        if as_before is not None:
            found[job] = as_before
    missing = [job for job in jobs if job not in found]
    if not missing:
        return [found[job] for job in jobs]
    from hld.cli.cores import FEW, over_all_cores, with_progress
    from hld.layout import placing

    if len(missing) < FEW and missing[0].options.engine == choices.ENGINES[0]:
        placing.begin()
    for job, tried in zip(missing, with_progress(over_all_cores(_tried, missing), len(missing)), strict=True):
        found[job] = tried
        if isinstance(tried, Built) and tried.made is not None:
            record.keep(folder_of(*job), tried.made, tried.files)
    return [found[job] for job in jobs]


def _tried(job: Job) -> Tried:
    """What became of a design, or that the spec lacks the variant."""
    from hld.cli.making import built  # where all stands as it was built, nothing of it is loaded

    try:
        return built(job.spec, job.options)
    except UnknownVariantError as error:
        return error


def _refuse_unknown_views(specs: Sequence[workspace.SpecFile], options: Options) -> None:
    """Raise UsageError for the first pattern that fits no view of any spec, before anything is written.

    Where a spec has errors and is not drawn, nothing is said of views: they are told after it is mended.
    """
    patterns = [pattern for pattern in options.views if not fnmatchcase(ARCHITECTURE, pattern)]
    if not patterns:
        return  # every spec has one, so there is no need to read them for this
    from hld import pipeline
    from hld.view.pages import PAGES

    known = (
        "'architecture'",
        "'flow-<id>' for each flow",
        *(f"'{name}'" for name in PAGES),
        "of the numbers 'load', 'storage', 'waterfall-<id>' for each flow",
    )
    names: list[str] = []
    for spec in specs:
        try:
            compilation = pipeline.compile_file(spec.path, variant=options.variant)
        except UnknownVariantError:
            continue
        if compilation.has_errors and not options.force:
            return
        names += pipeline.views(compilation.model, usual=False)
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            if pattern in PAGES:
                raise UsageError(f"there is nothing to show as '{pattern}'", "no spec says anything of it")
            near = nearest(pattern, names)
            hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"no view is called '{pattern}'", hint)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
