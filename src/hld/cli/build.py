"""`hld build`: the pictures of each design, written below a folder."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from hld import kept, output, pipeline, workspace
from hld.check.types import Settings
from hld.cli import console
from hld.cli.documents import DOCUMENTS, Subject
from hld.cli.sides import variants
from hld.config import Configs
from hld.errors import UnknownVariantError, UsageError
from hld.near import nearest
from hld.pipeline import Compilation
from hld.report import text
from hld.report.types import Report, merged
from hld.source.text import lines_of
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.diagnostics import Diagnostic
    from hld.render import Picture

__all__ = ["Built", "Options", "build", "command"]

FOLDER = "output"
JUDGED = "requirements"  # the view that tells what every rule found
SMALLEST, LARGEST = 0.1, 10.0  # pixels per unit
SCALE = 2.0
FEW = 4  # specs; below this, starting processes costs more than it saves


class Options(NamedTuple):
    """How to build. `views` are names or patterns of views ("flow-*"); none means all. To `check` writes nothing.

    With `all_variants` each variant of a spec is drawn after the spec itself.
    """

    folder: Path
    formats: tuple[str, ...]
    views: tuple[str, ...] = ()
    theme: str = "light"
    look: str = "lanes"
    engine: str = "embedded"
    force: bool = False
    variant: str = ""
    check: bool = False
    scale: float = SCALE
    all_variants: bool = False


class Built(NamedTuple):
    """What became of one spec: its findings, the files asked for and those of them that changed.

    `boxed` are the scripts whose letters are boxes in its PNGs, `made` is what to remember of it. Without errors there
    is no report.
    """

    report: Report | None
    files: Mapping[str, str]
    changed: tuple[str, ...] = ()
    is_refused: bool = False
    is_faulty: bool = False
    boxed: tuple[str, ...] = ()
    made: kept.Made | None = None


class _Job(NamedTuple):
    """A design to draw: a spec, and in its options the variant of it."""

    spec: workspace.SpecFile
    options: Options


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
    from hld.render import THEMES

    if variant and all_variants:
        raise UsageError("--variant and --variants exclude each other", "--variants draws every variant")
    usual = Configs().here().build
    options = Options(
        Path(_given(folder, usual.output, FOLDER)),
        console.choices("format", _given(formats, ",".join(usual.formats), "svg,png"), _all_formats()),
        tuple(views),
        console.choice("theme", _given(theme, usual.theme, "light"), THEMES),
        console.choice("look", _given(look, usual.look, console.LOOKS[0]), console.LOOKS),
        console.choice("engine", _given(engine, usual.engine, console.ENGINES[0]), console.ENGINES),
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
    if options.views and (whole := [each for each in options.formats if each in DOCUMENTS and not _is_text(each)]):
        raise UsageError(f"'{whole[0]}' is of the whole design", "leave out --view, or choose another format")
    return build(paths, options)


def _all_formats() -> list[str]:
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS

    return list(dict.fromkeys([*FORMATS, *TEXTS, *DOCUMENTS]))


def _is_text(format_: str) -> bool:
    """Whether single tables are written in a format."""
    from hld.export import FORMATS as TEXTS

    return format_ in TEXTS


def _given(option: str | None, usual: str, default: str) -> str:
    """What the command line says, else what the settings file does, else the default."""
    return option if option is not None else usual or default


def build(paths: Sequence[str], options: Options) -> int:
    """Draw the specs at `paths`. A spec with errors is reported and not drawn, unless forced. Returns the exit code."""
    configs = Configs()
    specs = [spec for spec in workspace.find(paths).specs if not configs.leaves_out(spec.path, paths)]
    workspace.refuse_shared_outputs(specs)
    _refuse_unknown_views(specs, options)
    record = kept.Record(options.folder)
    try:
        tried = _all_built([job for spec in specs for job in _jobs(spec, options)], record)
    finally:
        if not options.check:
            record.save()
    results = [each for each in tried if isinstance(each, Built)]
    console.say_skipped([each for each in tried if isinstance(each, UnknownVariantError)], len(results))
    faulty = [each.report for each in results if each.is_faulty and each.report is not None]
    if faulty:
        console.say(text.findings(merged(faulty), console.wants_colour(sys.stderr)))
    changed = [file for each in results for file in each.changed]
    _say_outcome(results, changed, options)
    console.say_boxed(dict.fromkeys(script for each in results for script in each.boxed))
    refused = sum(each.is_refused for each in results)
    if refused:
        console.say(f"{_count(refused, 'spec')} with errors not drawn; --force draws them with the faults marked")
    return console.FINDINGS if faulty or (options.check and changed) else console.CLEAN


def _say_outcome(results: Sequence[Built], changed: Sequence[str], options: Options) -> None:
    """How many files there are and how many changed, or would."""
    count = _count(sum(len(each.files) for each in results), "file")
    if options.check:
        for file in changed:
            console.say(f"stale: {options.folder / file}")
        console.say(f"{count}, {len(changed)} stale" if changed else f"{count}, all current")
    else:
        noun = "design" if options.all_variants else "spec"
        drawn = _count(sum(not each.is_refused for each in results), noun)
        console.say(f"{drawn} drawn into {options.folder}: {count}, {len(changed)} changed")


def _jobs(spec: workspace.SpecFile, options: Options) -> Iterator[_Job]:
    """The spec, and each of its variants if they are asked for."""
    yield _Job(spec, options)
    if options.all_variants:
        model = pipeline.compile_file(spec.path, errors_only=True).model
        yield from (_Job(spec, options._replace(variant=name)) for name in variants(model))


def _all_built(jobs: Sequence[_Job], record: kept.Record) -> list[Tried]:
    """What became of each design: what stands as it was built before is not built again."""
    found: dict[_Job, Tried] = {}
    for job in jobs:
        standing = _standing(*job, record)
        if standing is not None:
            found[job] = standing
    missing = [job for job in jobs if job not in found]
    for job, tried in zip(missing, _with_progress(_all(missing), len(missing)), strict=True):
        found[job] = tried
        if isinstance(tried, Built) and tried.made is not None:
            record.keep(_folder(*job), tried.made, tried.files)
    return [found[job] for job in jobs]


def _standing(spec: workspace.SpecFile, options: Options, record: kept.Record) -> Built | None:
    """What became of a spec whose pictures all stand as they were built; None where one is to be made."""
    made = record.standing(_folder(spec, options), _key(spec, options), spec.path)
    if made is None:
        return None
    files: dict[str, str] = {}
    boxed: dict[str, None] = {}
    for view in _wanted(made.views, options):
        picture = made.views[view]
        for format_ in _formats(view, options):
            name, content = _file(spec, view, format_, options), picture.files.get(format_, "")
            if not record.holds(name, content):
                return None
            files[name] = content
        if "png" in options.formats:
            boxed |= dict.fromkeys(picture.said)
    return Built(None, files, boxed=tuple(boxed))


def _key(spec: workspace.SpecFile, options: Options) -> str:
    """Stands for all that pictures are made of beside the spec."""
    usual = Configs().of(spec.path).usual
    return kept.key(
        options.theme, options.look, options.engine, options.force, options.variant, options.scale, tuple(usual)
    )


def _folder(spec: workspace.SpecFile, options: Options) -> str:
    return f"{spec.name}/{workspace.output_name(options.variant)}" if options.variant else spec.name


def _file(spec: workspace.SpecFile, view: str, format_: str, options: Options) -> str:
    name = DOCUMENTS[view].file if view in DOCUMENTS else f"{workspace.output_name(view)}.{format_}"
    return f"{_folder(spec, options)}/{name}"


def _formats(view: str, options: Options) -> Iterator[str]:
    """Those of the formats asked for that a view comes in: graphs are drawn, and pages of tables, if chosen, written.

    A document stands among the views under the name of its format; the pictures in one that is Markdown are SVGs.
    """
    from hld.render import FORMATS
    from hld.view.pages import PAGES

    if view in DOCUMENTS:
        yield from (each for each in options.formats if each == view and not options.views)
        return
    page = PAGES.get(view)
    if page is None and "md" in options.formats and "svg" not in options.formats and not options.views:
        yield "svg"
    for each in options.formats:
        is_drawn = each in FORMATS and (page is None or page.is_drawn)
        if is_drawn or (_is_text(each) and page is not None and options.views):
            yield each


def build_one(spec: workspace.SpecFile, options: Options) -> Built:
    """Check one spec and write its pictures."""
    settings = Settings().under(Configs().of(spec.path).usual)
    is_told = any(_chosen((JUDGED,), options.views)) or any(each in DOCUMENTS for each in options.formats)
    is_quick = not options.force and not is_told
    compilation = pipeline.compile_file(spec.path, settings, options.variant, errors_only=is_quick)
    if is_quick and compilation.has_errors:  # then all that was found is told
        compilation = pipeline.compile_file(spec.path, settings, options.variant)
    if compilation.has_errors and not options.force:
        return Built(compilation.report, {}, is_refused=True, is_faulty=True)
    subject = _subject(compilation, options)
    usual = {*pipeline.views(compilation.model), *DOCUMENTS}
    every = (*pipeline.views(compilation.model, usual=False), *DOCUMENTS)
    pictures = {view: kept.Picture({}, is_usual=view in usual) for view in every}
    changed: list[str] = []
    files: dict[str, str] = {}
    for view in list(_wanted(pictures, options)):
        made: dict[str, str] = {}
        said: tuple[str, ...] = ()
        for each in _made(subject, view, options):
            name = _file(spec, view, each.format, options)
            made[each.format] = files[name] = kept.checksum(each.content)
            said = said or each.boxed
            if _is_changed(name, each.content, options):
                changed.append(name)
        pictures[view] = pictures[view]._replace(files=made, said=said)
    boxed = tuple(dict.fromkeys(script for picture in pictures.values() for script in picture.said))
    kept_ = _to_keep(spec, options, compilation, pictures)
    report = compilation.report if compilation.has_errors else None
    return Built(report, files, tuple(changed), False, compilation.has_errors, boxed, kept_)


class _Made(NamedTuple):
    """A view in one format, and the scripts whose letters are boxes there."""

    format: str
    content: bytes
    boxed: tuple[str, ...] = ()


def _subject(compilation: Compilation, options: Options) -> Subject:
    """What is drawn and written about. Each picture is laid out once, however many formats it comes in."""
    model, checked = compilation.model, compilation.checked
    faults: tuple[Diagnostic, ...] = compilation.diagnostics if options.force else ()

    @cache
    def draw(view: str) -> Picture:
        return pipeline.draw(model, view, faults, options.look, options.engine, checked)

    return Subject(compilation, faults, draw)


def _made(subject: Subject, view: str, options: Options) -> Iterator[_Made]:
    """A view in each format that it comes in."""
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS, THEMES

    model, checked, theme = subject.compilation.model, subject.compilation.checked, THEMES[options.theme]
    for each in _formats(view, options):
        if view in DOCUMENTS:
            yield _Made(each, DOCUMENTS[view].make(subject))
        elif each in TEXTS:
            yield _Made(each, TEXTS[each](pipeline.page(model, view, subject.faults, checked)))
        else:
            picture = subject.draw(view)
            boxed = _boxed(FORMATS["svg"](picture, theme)) if each == "png" else ()
            yield _Made(each, FORMATS[each](picture, theme, options.scale), boxed)


def _boxed(svg: bytes) -> tuple[str, ...]:
    """The scripts whose letters are boxes in the PNG of a picture."""
    from hld.render.png import missing_scripts

    return missing_scripts(svg)


def _is_changed(name: str, content: bytes, options: Options) -> bool:
    """Whether a file had another content before; now it has this one, unless nothing is to be written."""
    if options.check:
        return not output.is_current(options.folder, name, content)
    return output.write(options.folder, name, content)


def _to_keep(
    spec: workspace.SpecFile, options: Options, compilation: Compilation, pictures: Mapping[str, kept.Picture]
) -> kept.Made | None:
    """What to remember of a spec without errors; nothing where it is not certain what its pictures were made of."""
    from hld.layout.engines import embedded
    from hld.view.icons import icon_files

    if compilation.has_errors or options.engine != "embedded" or not embedded.is_available():
        return None
    inputs = {}
    lines = {source.path: source.lines for source in compilation.sources}
    for path in (*lines, *icon_files(compilation.model)):
        try:
            content = Path(path).read_bytes()
        except OSError:
            return None
        if path in lines and lines_of(content) != lines[path]:  # it changed since it was read
            return None
        inputs[path] = kept.checksum(content)
    return kept.Made(_key(spec, options), inputs, pictures)


def _tried(job: _Job) -> Tried:
    """What became of a design, or that the spec lacks the variant."""
    try:
        return build_one(job.spec, job.options)
    except UnknownVariantError as error:
        return error


def _all(jobs: Sequence[_Job]) -> Iterator[Tried]:
    """The results in the order of the designs; many of them go over all cores."""
    cores = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, len(jobs))
    if cores < 2 or len(jobs) < FEW:
        yield from map(_tried, jobs)
        return
    import multiprocessing  # not for a few specs
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(cores, multiprocessing.get_context(method), _leave_interrupts_to_parent) as pool:
        try:
            yield from pool.map(_tried, jobs, chunksize=max(1, len(jobs) // (cores * 4)))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_progress(results: Iterator[Tried], count: int) -> Iterator[Tried]:
    """The results, with a bar on a terminal while they come."""
    if count < FEW or not sys.stderr.isatty():
        yield from results
        return
    import typer

    with typer.progressbar(results, length=count, label="drawing", file=sys.stderr) as bar:
        yield from bar


def _refuse_unknown_views(specs: Sequence[workspace.SpecFile], options: Options) -> None:
    """Raise UsageError for the first pattern that fits no view of any spec, before anything is written.

    Where a spec has errors and is not drawn, nothing is said of views: they are told after it is mended.
    """
    patterns = [pattern for pattern in options.views if not fnmatchcase(pipeline.ARCHITECTURE, pattern)]
    if not patterns:
        return  # every spec has one, so there is no need to read them for this
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


def _wanted(views: Mapping[str, kept.Picture], options: Options) -> Iterator[str]:
    """The views asked for: those that fit a pattern, and without one the usual ones."""
    return _chosen([view for view, picture in views.items() if picture.is_usual or options.views], options.views)


def _chosen(names: Sequence[str], patterns: Sequence[str]) -> Iterator[str]:
    return (name for name in names if not patterns or any(fnmatchcase(name, pattern) for pattern in patterns))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
