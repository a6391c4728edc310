from __future__ import annotations

import time
from pathlib import Path

import pytest

from hld.errors import UsageError
from hld.source import Source
from hld.source.load import load
from hld.spec.include import assemble
from hld.spec.patch import apply
from hld.spec.read import read
from hld.spec.types import Record

from .plain import plain, spec_of

DESIGNS = Path(__file__).parent / "designs"
SMALL = """
requirements: {functional: {post: User can post, read: User can read}}
capacity: {crux: {text: fan-out, components: [bus, feeds]}, dau: {value: 1M users, used_by: [feeds, api]}}
groups: {core: [api, bus, feeds]}
components: {web: client, api: service x2, bus: queue, feeds: cache (redis)}
flows:
  post: [web -> api: POST /x, api ~> bus: Posted]
  read: [web -> api: GET /x, api -> feeds: read X]
deep_dives: {d: {question: q, components: [feeds], addresses: [crux]}}
views: {hot: {components: [api, feeds]}}
variants:
  direct:
    title: Without a cache
    components: {bus: null, feeds: null, api: x9}
    flows: {post: [web -> api: POST /x], read: [web -> api: GET /x]}
  larger: {base: direct, components: {api: zones=3, extra: cache}}
  same: {patch: {}}
"""


def part(root: Record, *path: str) -> object:
    value = plain(root)
    for key in path:
        value = value[key]
    return value


def test_maps_merge_lists_are_replaced_and_null_deletes() -> None:
    root = apply(spec_of(SMALL), "direct").root
    assert list(part(root, "components")) == ["web", "api"]  # type: ignore[call-overload]
    assert part(root, "components", "api") == {"kind": "service", "replicas": 9}
    assert [len(flow.items("steps")) for _, flow in root.records("flows")] == [1, 1]
    assert part(root, "flows", "post", "steps", 0, "label") == "POST /x"  # type: ignore[arg-type]


def test_lists_of_members_lose_what_is_deleted() -> None:
    root = apply(spec_of(SMALL), "direct").root
    assert part(root, "groups", "core", "contains") == ["api"]
    assert part(root, "capacity", "crux", "components") == []
    assert part(root, "capacity", "dau", "used_by") == ["api"]
    assert part(root, "deep_dives", "d", "components") == []
    assert part(root, "deep_dives", "d", "addresses") == ["crux"]
    assert part(root, "views", "hot", "components") == ["api"]


def test_a_variant_may_start_from_another() -> None:
    root = apply(spec_of(SMALL), "larger").root
    assert part(root, "components", "api") == {"kind": "service", "replicas": 9, "zones": 3}
    assert list(part(root, "components")) == ["web", "api", "extra"]  # type: ignore[call-overload]


def test_the_design_itself_is_the_variant_base() -> None:
    spec = spec_of(SMALL)
    assert apply(spec, "base") is spec
    assert apply(spec, "same").variant == "same"
    assert plain(apply(spec, "same").root) == plain(spec.root)


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(UsageError, match="no variant 'dirct'") as raised:
        apply(spec_of(SMALL), "dirct")
    assert raised.value.hint == "did you mean 'direct'?"


@pytest.mark.parametrize("name", ["terse", "long"])
def test_the_worked_variant(name: str) -> None:
    root = apply(read(load(DESIGNS / f"twitter-{name}.yaml")), "fanout-on-read").root
    assert list(part(root, "components")) == ["web", "lb", "api", "tweets", "graph"]  # type: ignore[call-overload]
    assert [len(flow.items("steps")) for _, flow in root.records("flows")][:3] == [2, 2, 3]


def test_a_circle_of_variants_ends() -> None:
    spec = spec_of("components: {a: service}\nvariants: {x: {base: y, components: {a: x2}}, y: {base: x, name: Y}}\n")
    assert [finding.rule for finding in spec.findings] == ["include-cycle"]
    assert part(apply(spec, "x").root, "components", "a") == {"kind": "service", "replicas": 2}


def test_a_long_line_of_variants_is_told_once_and_read_at_once() -> None:
    links = "".join(f"  v{number}: {{base: v{number - 1}}}\n" for number in range(1, 6000))
    began = time.process_time()
    (finding,) = spec_of(f"components: {{a: service}}\nvariants:\n  v0: {{name: Z}}\n{links}").findings
    assert time.process_time() - began < 4
    assert (finding.rule, finding.message) == ("bad-value", "variant 'v100' is based on more than 100 others")


def write(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(folder / "main.yaml")


def test_a_spec_may_extend_another_one(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main="extends: base.yaml\nname: Main\ncomponents: {a: null, b: x4}\n",
        base="name: Base\nowner: team\ncomponents: {a: service, b: service x2}\n",
    )
    spec = assemble(read(load(main)))
    assert spec.findings == ()
    assert part(spec.root, "components") == {"b": {"kind": "service", "replicas": 4}}
    assert (part(spec.root, "name"), part(spec.root, "owner")) == ("Main", "team")
    assert [Path(source.path).name for source in spec.included] == ["base.yaml"]


def test_what_a_spec_deletes_must_be_there(tmp_path: Path) -> None:
    main = write(tmp_path, main="extends: base.yaml\ncomponents: {bsu: null}\n", base="components: {bus: queue}\n")
    (finding,) = assemble(read(load(main))).findings
    assert (finding.rule, finding.span.line, finding.hint) == ("patch-target-missing", 2, "did you mean 'bus'?")


def test_a_spec_may_include_others(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main="include: [more.yaml]\nname: Main\ncomponents: {a: service}\nrequirements: {out_of_scope: [x]}\n",
        more="name: More\ncomponents: {b: cache}\nentities: [User]\nrequirements: {out_of_scope: [y]}\n",
    )
    root = assemble(read(load(main))).root
    assert list(part(root, "components")) == ["a", "b"]  # type: ignore[call-overload]
    assert (part(root, "name"), part(root, "requirements", "out_of_scope")) == ("Main", ["x", "y"])


def test_what_two_included_files_include_is_taken_in_once(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main="include: [left.yaml, ./right.yaml, base.yaml]\ncomponents: {a: service}\n",
        left="include: base.yaml\ncomponents: {l: service}\n",
        right="include: base.yaml\ncomponents: {r: service}\n",
        base="components: {b: cache, c: 3rd}\nrequirements: {out_of_scope: [y]}\nentites: {}\n",
    )
    spec = assemble(read(load(main)))
    assert sorted(part(spec.root, "components")) == ["a", "b", "c", "l", "r"]  # type: ignore[call-overload]
    assert part(spec.root, "requirements", "out_of_scope") == ["y"]
    assert len({finding.span for finding in spec.findings}) == len(spec.findings), "each fault is told once"
    assert not [finding for finding in spec.findings if finding.rule == "duplicate-id"]
    assert [Path(source.path).name for source in spec.included] == ["left.yaml", "base.yaml", "right.yaml"]


def test_a_file_that_cannot_be_opened_is_told_where_it_is_named(tmp_path: Path) -> None:
    def refuses(path: str) -> Source:
        raise PermissionError(13, "Permission denied", path)

    main = write(tmp_path, main="include: [a.yaml, a.yaml]\n", a="name: A\n")
    (finding,) = assemble(read(load(main)), refuses).findings
    assert finding.message == "cannot read 'a.yaml': Permission denied"


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("../other.yaml", "it lies outside the folder of the spec"),
        ("/etc/passwd", "the path must be relative, with '/'"),
        ("nope.yaml", "there is no such file"),
        ("link.yaml", "it lies outside the folder of the spec"),
    ],
)
def test_files_are_read_from_the_folder_of_the_spec_only(tmp_path: Path, named: str, reason: str) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    (tmp_path / "other.yaml").write_text("name: Other\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(tmp_path / "other.yaml")
    (finding,) = assemble(read(load(write(folder, main=f"include: [{named}]\n")))).findings
    assert (finding.rule, finding.message) == ("bad-value", f"cannot read '{named}': {reason}")


def test_files_that_lead_back_to_themselves_are_found(tmp_path: Path) -> None:
    main = write(tmp_path, main="include: a.yaml\n", a="include: [b.yaml]\n", b="extends: a.yaml\n")
    (finding,) = assemble(read(load(main))).findings
    assert finding.rule == "include-cycle"
    assert finding.message == "'a.yaml' leads back to itself: a.yaml → b.yaml → a.yaml"


def test_the_same_id_in_two_files_is_found(tmp_path: Path) -> None:
    main = write(tmp_path, main="include: a.yaml\ncomponents: {x: service}\n", a="components: {x: cache}\n")
    (finding,) = assemble(read(load(main))).findings
    assert (finding.rule, finding.message) == ("duplicate-id", "'x' is declared in two files")


BASE = """\
components: {web: client, api: service, db: sql, mail: external}
actors: {Guest: {via: [web, mail]}}
capacity: {crux: {text: x, components: [mail, api]}, n: {value: 5, used_by: [mail, api]}}
groups:
  g: {kind: trust, contains: [db, mail]}
  h: [web, mail, i]
  o: {groups: {i: {contains: [mail]}}}
deep_dives: {d: {question: q, components: [mail]}}
views: {v: {components: [api, mail]}}
flows: {a: [web -> api: GET /x, api -> db: read X]}
"""


def test_a_file_that_extends_another_takes_ids_out_of_its_lists(tmp_path: Path) -> None:
    base = BASE + "variants: {no-mail: {components: {mail: null}}}\n"
    main = write(tmp_path, main="extends: base.yaml\ncomponents: {mail: null}\n", base=base)
    spec = assemble(read(load(main)))
    assert spec.findings == ()
    direct = apply(spec_of(base), "no-mail").root
    sections = ("actors", "capacity", "groups", "deep_dives", "views")
    assert "mail" not in str([part(spec.root, key) for key in sections])
    assert [part(spec.root, key) for key in sections] == [part(direct, key) for key in sections]


def test_groups_lose_groups_and_keep_what_only_shares_a_name() -> None:
    text = BASE + "variants: {x: {groups: {o: {groups: {i: null}}}, flows: {a: null}}}\n"
    text = text.replace("db: sql", "db: sql, a: service").replace("[web, mail, i]", "[web, a, i]")
    root = apply(spec_of(text), "x").root
    assert part(root, "groups", "h", "contains") == ["web", "a"]
