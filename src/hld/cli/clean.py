"""`hld clean`: the pictures that were built, taken away again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path

from hld import kept, pipeline, workspace
from hld.cli import choices, console
from hld.cli.build import FOLDER
from hld.cli.cores import over_all_cores
from hld.cli.job import Job, Options, folder_of
from hld.cli.making import built
from hld.cli.sides import variants
from hld.config import Configs
from hld.errors import HldError, NothingToRead, UsageError
from hld.tuples import NamedTuple

__all__ = ["clean"]


def clean(given: str | None, paths: Sequence[str] = ()) -> int:
    """Remove what hld wrote below a folder, by default that of `hld build`, and nobody changed since.

    That is what it remembers to have written, and what it would write, byte for byte, for the specs at `paths`: so it
    can be had again. Returns the exit code.
    """
    folder = Path(given if given is not None else Configs().here().build.output or FOLDER)
    try:
        gone, changed = kept.removed(folder)
        same, others = _known(folder, paths, changed)
        for file in same:
            kept.remove(folder, file)
    except OSError as error:
        raise UsageError(f"cannot remove '{error.filename}': {error.strerror or error}") from error
    for file in changed:
        console.say(f"stays, for it was changed: {folder / file}")
    for file in others:
        console.say(f"stays, for it is not what hld would write: {folder / file}")
    count = len(gone) + len(same)
    console.say(f"{count} file{'' if count == 1 else 's'} removed from {folder}")
    return console.CLEAN


class _Place(NamedTuple):
    """A design, and the files in its folder."""

    job: Job
    files: tuple[str, ...]


def _known(folder: Path, paths: Sequence[str], but: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of what lies in the folders of designs, the files that hld would write just so, and the others of its formats."""
    same: list[str] = []
    others: list[str] = []
    places = [_Place(job, tuple(file for file in _there(job) if file not in but)) for job in _jobs(folder, paths)]
    places = [place for place in places if place.files]
    for place, written in zip(places, over_all_cores(_written, places), strict=True):
        for file in place.files:
            (same if file in written else others).append(file)
    return same, others


def _jobs(folder: Path, paths: Sequence[str]) -> Iterator[Job]:
    """The designs that there is a folder of: specs, and variants of theirs."""
    configs = Configs()
    usual = configs.here().build
    options = Options(
        folder, (), theme=usual.theme or choices.THEMES[0], look=usual.look or choices.LOOKS[0], check=True
    )
    options = options._replace(engine=usual.engine or options.engine)
    for spec in _specs(paths):
        if _is_below(folder, spec.name) and not configs.leaves_out(spec.path, paths):
            yield Job(spec, options)
            model = pipeline.compile_file(spec.path).model
            drawn = (Job(spec, options._replace(variant=name)) for name in variants(model))
            yield from (job for job in drawn if _is_below(folder, folder_of(*job)))


def _is_below(folder: Path, design: str) -> bool:
    """Whether there is such a folder, and it lies where it seems to."""
    return (folder / design).is_dir() and (folder / design).resolve().is_relative_to(folder.resolve())


def _specs(paths: Sequence[str]) -> Sequence[workspace.SpecFile]:
    """The specs at `paths`; without paths there need be none."""
    try:
        return workspace.find(paths).specs
    except NothingToRead:
        if paths:
            raise
        return ()


def _there(job: Job) -> list[str]:
    """The files of a design's folder in formats that hld writes; it makes no links."""
    design = folder_of(*job)
    found = sorted(os.scandir(job.options.folder / design), key=lambda entry: entry.name)
    ends = tuple(f".{each}" for each in (*choices.PICTURES, *choices.TEXTS, "html"))
    return [
        f"{design}/{entry.name}"
        for entry in found
        if entry.is_file(follow_symlinks=False) and entry.name.endswith(ends)
    ]


def _written(place: _Place) -> set[str]:
    """Those of the files that hld would write just so, in any theme and look, the usual ones first."""
    job, found = place.job, set[str]()
    for options in _manners(job.options):
        left = [Path(file).name for file in place.files if file not in found]
        for wanted in _wanted(job._replace(options=options), left):
            with suppress(HldError):  # what cannot be made cannot be told to be the same
                made = built(job.spec, wanted)
                found |= {*made.files} - {*made.changed}
    return found


def _manners(options: Options) -> Iterator[Options]:
    themes = dict.fromkeys((options.theme, *choices.THEMES))
    looks = dict.fromkeys((options.look, *choices.LOOKS))
    yield from (options._replace(theme=theme, look=look) for look in looks for theme in themes)


def _wanted(job: Job, names: Sequence[str]) -> Iterator[Options]:
    """What to build to see what would be in the files of these names: documents, and pictures and tables one by one."""
    documents = tuple(each for each, file in choices.DOCUMENTS.items() if file in names)
    if documents:
        yield job.options._replace(formats=documents)
    model = pipeline.compile_file(job.spec.path, variant=job.options.variant).model
    stems = {workspace.output_name(view): view for view in pipeline.views(model, usual=False)}
    for format_ in (*choices.PICTURES, *choices.TEXTS):
        called = [name.removesuffix(f".{format_}") for name in names if name.endswith(f".{format_}")]
        views = tuple(escape(stems[stem]) for stem in called if stem in stems)
        if views:
            yield job.options._replace(formats=(format_,), views=views)
