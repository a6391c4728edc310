"""`hld check`: what it prints and how it ends."""

import json
import os

import pytest

from hld.cli import lean
from hld.source import load

from .conftest import BAD, GOOD, WARNED


def test_a_clean_spec(hld, write):
    write("specs/shop.yaml")
    ran = hld("check")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out == (
        "Working design: yes, 1/1 requirement served\n1 of 1 flow and 1 of 1 operation line up\n"
        "0 errors, 0 warnings in 1 spec\n"
    )


def test_errors_end_in_one(hld, write):
    write("specs/shop.yaml", BAD)
    ran = hld("check", "specs/shop.yaml")
    assert ran.code == 1
    assert "error[unknown-endpoint]: operation 'POST /v1/order' is not declared\n" in ran.out
    assert " --> specs/shop.yaml:17:24\n" in ran.out
    assert "= help: did you mean 'POST /v1/orders'?\n" in ran.out


def test_warnings_end_in_one_only_if_strict(hld, write):
    write("a.yaml", WARNED)
    assert hld("check", "a.yaml").code == 0
    ran = hld("check", "a.yaml", "--strict")
    assert ran.code == 1
    assert "warning[unbounded-response]" in ran.out
    assert hld("check", "a.yaml", "--strict", "--ignore", "AP009").code == 0


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ([], ["unbounded-response", "unknown-endpoint"]),
        (["--select", "unknown-endpoint"], ["unknown-endpoint"]),
        (["--select=api"], ["unbounded-response"]),
        (["--select", "FL", "--select", "ap009"], ["unbounded-response", "unknown-endpoint"]),
        (["--select", "flows, api", "--ignore", "API"], ["unknown-endpoint"]),
        (["--ignore", "unbounded-response,FL001"], []),
    ],
)
def test_rules_are_chosen(hld, write, options, rules):
    write("a.yaml", WARNED.replace("POST /v1/orders\n", "POST /v1/order\n"))
    told = json.loads(hld("check", "a.yaml", "--output-format", "json", *options).out)
    assert sorted(each["rule"] for each in told["findings"]) == rules


def test_an_unknown_rule_is_a_mistake_of_usage(hld, write):
    write("a.yaml")
    ran = hld("check", "a.yaml", "--select", "unknown-endpont")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "hld: no rule is called 'unknown-endpont'\n     did you mean 'unknown-endpoint'?\n"


def test_several_specs_in_one_report(hld, write):
    write("specs/b.yaml", BAD)
    write("specs/a.yaml", BAD)
    write("specs/notes.yaml", "a: 1\n")
    ran = hld("check")
    assert ran.out.index("specs/a.yaml") < ran.out.index("specs/b.yaml")
    assert ran.out.endswith("2 errors, 0 warnings in 2 specs\n")
    assert ran.err == "passed over (no 'hld:' key): specs/notes.yaml\n"


def test_json_and_github(hld, write):
    write("a.yaml", BAD)
    ran = hld("check", "a.yaml", "--output-format", "json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert list(told) == ["version", "findings", "summary", "specs", "coverage"]
    assert [each["requirement"] for each in told["coverage"]] == ["buy", "latency", "availability", "durability"]
    assert told["findings"][0]["line"] == 17
    ran = hld("check", "a.yaml", "--output-format=github")
    assert ran.code == 1
    assert ran.out.startswith("::error file=a.yaml,line=17,col=24,")
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "nope.yaml"],
        ["check", "empty"],
        ["check", "--output-format", "xml"],
        ["check", "--select"],
        ["check", "--bogus"],
        ["bogus"],
        ["check", "x" * 5000],
    ],
)
def test_usage_ends_in_two_without_a_traceback(hld, folder, arguments):
    (folder / "empty").mkdir()
    ran = hld(*arguments)
    assert ran.code == 2
    assert ran.err
    assert "Traceback" not in ran.err


def test_what_cannot_be_read_is_told(hld, write, monkeypatch):
    write("a.yaml")

    def refuses(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("hld.pipeline.load", refuses)
    ran = hld("check", "a.yaml")
    assert ran.code == 1
    assert "error[yaml-syntax]: 'a.yaml' cannot be read: Permission denied" in ran.out


def test_what_cannot_be_read_hides_no_other_report(hld, write, folder):
    write("specs/a.yaml", BAD)
    (folder / "specs" / "lost.yaml").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.yaml")
    ran = hld("check", "specs", "pipe.yaml")
    assert ran.code == 1
    assert "specs/a.yaml:" in ran.out
    assert "--> specs/lost.yaml:1:1" in ran.out
    assert "'specs/lost.yaml' cannot be read: No such file or directory" in ran.out
    assert "'pipe.yaml' cannot be read: it is no regular file" in ran.out
    assert hld("check", "specs/nowhere.yaml").code == 2


def test_specs_of_one_name_are_checked(hld, write):
    write("a/x.yaml")
    write("b/x.yaml")
    assert hld("check", "a/x.yaml", "b/x.yaml").code == 0


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_spec_that_lacks_the_variant_is_skipped(hld, write, command):
    write("a.yaml")
    write("b.yaml", GOOD + "variants: {big: {components: {api: service x3}}}\n")
    ran = hld(command, "a.yaml", "b.yaml", "--variant", "big")
    assert ran.code == 0
    assert "skipped: 'a.yaml' has no variant 'big'\n" in ran.err
    ran = hld(command, "a.yaml", "b.yaml", "--variant", "small")
    assert (ran.code, ran.err) == (2, "hld: 'a.yaml' has no variant 'small'\n     it has none\n")


def test_the_variant_of_a_broken_spec_does_not_hide_what_is_broken(hld, write):
    write("a.yaml", "hld: 1\nname: [\n")
    ran = hld("check", "a.yaml", "--variant", "big")
    assert ran.code == 1
    assert "yaml-syntax" in ran.out


def test_a_bug_ends_in_three_and_says_how_to_report_it(hld, write, monkeypatch):
    write("a.yaml")

    def breaks(*_):
        raise RuntimeError("out of cheese")

    monkeypatch.setattr("hld.pipeline.compile_source", breaks)
    ran = hld("check", "a.yaml")
    assert ran.code == 3
    assert "a bug in hld: RuntimeError: out of cheese\n" in ran.err
    assert "please report it" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("HLD_DEBUG", "1")
    assert "Traceback" in hld("check", "a.yaml").err
    assert hld("check", "a.yaml", "--", "-x").code == 2


def test_ctrl_c(hld, write, monkeypatch):
    write("a.yaml")

    def stops(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("hld.pipeline.load", stops)
    for arguments in (["check", "a.yaml"], ["build", "a.yaml"]):
        ran = hld(*arguments)
        assert (ran.code, ran.out, ran.err) == (130, "", "hld: stopped\n")


def test_colour(hld, write, monkeypatch):
    write("a.yaml", BAD)
    assert "\x1b" not in hld("check", "a.yaml").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31merror" in hld("check", "a.yaml").out
    assert "\x1b" not in hld("check", "a.yaml", "--output-format", "json").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in hld("check", "a.yaml").out


def test_a_place_is_named_from_the_current_folder(hld, write, folder):
    write("deep/a.yaml", BAD)
    for path in ("deep/a.yaml", "./deep/a.yaml", folder / "deep" / "a.yaml"):
        assert "  --> deep/a.yaml:17:24\n" in hld("check", path).out


def test_names_in_any_script(hld, write):
    write("specs/名前 ü.yaml", BAD.replace("name: Shop", "name: 名前"))
    assert " --> specs/名前 ü.yaml:17:24\n" in hld("check").out


def test_a_variant(hld, write):
    variant = "variants:\n  slow:\n    flows:\n      buy:\n        - web -> api: POST /v1/ordes\n"
    write("a.yaml", GOOD + variant)
    assert hld("check", "a.yaml").code == 0
    assert hld("check", "a.yaml", "--variant", "slow").code == 1
    assert hld("check", "a.yaml", "--variant", "fast").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a.yaml"],
        ["check", "-"],
        ["check", "--strict", "a.yaml", "b.yaml"],
        ["check", "--select", "api", "--select=flows", "--ignore", "AP009", "a.yaml"],
        ["check", "a.yaml", "--output-format", "github", "--variant", "x"],
        ["check", "--stage", "api", "--profile=doc", "--coverage", "--baseline", "b.json", "--write-baseline=c.json"],
        ["build", "a.yaml", "-o", "out", "--format", "png", "--view=flow-*", "--theme", "print", "--force"],
        ["build", "a.yaml", "--look", "classic", "--engine=native", "--theme", "dark"],
        ["draw", "a -> b", "-o", "a.svg", "--theme=dark", "--look", "classic", "--title", "A"],
    ],
)
def test_plain_forms_are_read_as_the_whole_command_line_reads_them(monkeypatch, arguments):
    import hld.cli.build
    import hld.cli.check
    import hld.cli.draw
    from hld.cli.app import app

    seen = []

    def note(paths=(), **options):
        seen.append((list(paths), {key: list(value) if key in lean.LISTS else value for key, value in options.items()}))
        return 0

    monkeypatch.setattr(hld.cli.check, "command", note)
    monkeypatch.setattr(hld.cli.build, "command", note)
    monkeypatch.setattr(hld.cli.draw, "command", note)
    assert lean.run(arguments) == 0
    with pytest.raises(SystemExit):
        app(arguments)
    plain, whole = seen
    assert plain[0] == whole[0]
    assert {key: value for key, value in whole[1].items() if value not in ([], "", False, None, "text")} == plain[1]


def test_what_is_not_plain_is_left_to_the_whole_command_line(monkeypatch):
    refused = (["check", "-h"], ["check", "--select"], ["check", "--output-format", "xml"], ["build", "--look", "x"])
    for arguments in ([], ["new"], ["build", "-o=x"], ["draw", "a", "->", "b"], *refused):
        assert lean.run(arguments) is None
    monkeypatch.setenv("_HLD_COMPLETE", "complete_bash")
    assert lean.run(["check", "nope.yaml"]) is None


def test_reading_is_done_once(hld, write, monkeypatch):
    write("a.yaml")
    read = []
    monkeypatch.setattr("hld.pipeline.load", lambda path: read.append(path) or load(path))
    hld("check", "a.yaml", "./a.yaml")
    assert read == ["a.yaml"]


def test_a_spec_on_standard_input(hld, write):
    result = hld("check", "-", stdin=b"hld: 1\nnmae: A\n")
    assert result.code == 1
    assert "<stdin>:2:1" in result.out
    write("specs/more.yaml", "components: {a: service}\n")
    write("specs/a.yaml", "include: more.yaml\nhld: 1\n")
    write("specs/other.yaml", "a: 1\n")
    assert hld("check").err == "passed over (no 'hld:' key): specs/other.yaml\n"


@pytest.mark.parametrize(("name", "start"), [("sarif", "{"), ("junit", "<?xml"), ("markdown", "## ")])
def test_every_format_is_written_and_ends_as_the_others_do(hld, write, name, start):
    write("a.yaml", BAD)
    ran = hld("check", "a.yaml", "--output-format", name)
    assert ran.code == 1
    assert ran.out.startswith(start)
    assert "unknown-endpoint" in ran.out


def test_coverage(hld, write):
    write("a.yaml")
    plain, told = hld("check", "a.yaml"), hld("check", "a.yaml", "--coverage")
    assert told.code == plain.code == 0
    assert "pass     buy: User should be able to buy things\n  operations  POST /v1/orders\n" in told.out
    assert "unknown  availability: " in told.out
    assert "  figure      40 ms in flow 'buy' (default)\n" in told.out
    assert "\nRequirements: " in told.out
    assert "POST" not in plain.out


def test_a_stage(hld, write):
    write("a.yaml", GOOD.partition("components:")[0])
    assert hld("check", "a.yaml", "--strict", "--stage", "api").code == 0
    assert hld("check", "a.yaml", "--strict").code == 1
    ran = hld("check", "a.yaml", "--stage", "apis")
    assert (ran.code, ran.err) == (2, "hld: no stage is called 'apis'\n     did you mean 'api'?\n")


def test_a_profile(hld, write):
    write("a.yaml", GOOD.replace("  orders: sql\n", "").replace("api -> orders:", "api -> orders-db:"))
    assert hld("check", "a.yaml").code == 0
    assert hld("check", "a.yaml", "--profile", "doc").code == 1
    ran = hld("check", "a.yaml", "--profile", "docs")
    assert (ran.code, ran.err) == (2, "hld: no profile is called 'docs'\n     did you mean 'doc'?\n")


def test_a_baseline(hld, write, folder):
    write("a.yaml", BAD)
    ran = hld("check", "a.yaml", "--write-baseline", "known/b.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 finding written to known/b.json\n")
    content = (folder / "known" / "b.json").read_bytes()
    write("a.yaml", "# hello\n\n" + BAD)
    ran = hld("check", "a.yaml", "--baseline", "known/b.json")
    assert ran.code == 0
    assert "1 finding known from known/b.json\n0 errors, 0 warnings in 1 spec\n" in ran.out
    assert hld("check", "a.yaml", "--write-baseline", "known/b.json").code == 0
    assert (folder / "known" / "b.json").read_bytes() == content
    write("a.yaml", WARNED.replace("POST /v1/orders\n", "POST /v1/order\n"))
    ran = hld("check", "a.yaml", "--strict", "--baseline", "known/b.json")
    assert ran.code == 1
    assert "warning[unbounded-response]" in ran.out
    write("a.yaml")
    assert "1 entry of it found no more; --write-baseline takes them out: unknown-endpoint\n" in (
        hld("check", "a.yaml", "--baseline", "known/b.json").out
    )


def test_a_baseline_that_cannot_be_read(hld, write):
    write("a.yaml")
    write("b.json", "{}")
    ran = hld("check", "a.yaml", "--baseline", "c.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "hld: cannot read 'c.json': No such file or directory\n     --write-baseline writes a first one\n"
    assert "'b.json' is no baseline" in hld("check", "a.yaml", "--baseline", "b.json").err


def test_settings_files(hld, write):
    write("specs/a.yaml", WARNED)
    write("specs/drafts/b.yaml", BAD)
    assert hld("check", "specs/a.yaml").code == 0
    write("specs/hld.toml", "strict = true\nexclude = ['drafts']\n")
    assert hld("check", "specs/a.yaml").code == 1
    ran = hld("check")
    assert "b.yaml" not in ran.out + ran.err
    assert hld("check", "specs/drafts/b.yaml").out.count("error[") == 1
    write("pyproject.toml", "[tool.hld]\nignore = ['unbounded-response']\n")
    assert hld("check", "specs/a.yaml").code == 1
    write("specs/hld.toml", "strict = true\nignore = ['unbounded-response']\n")
    assert hld("check", "specs/a.yaml").code == 0
    assert hld("check", "specs/a.yaml", "--ignore", "flows").code == 1
    write("specs/hld.toml", "strikt = true\n")
    ran = hld("check", "specs/a.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "hld: specs/hld.toml: no setting is called 'strikt'\n     did you mean 'strict'?\n"
