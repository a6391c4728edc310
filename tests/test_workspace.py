"""Which specs a run is about, and what their outputs are called."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.errors import NothingToRead, UsageError
from hld.workspace import find, output_name, refuse_shared_outputs

SPEC = "hld: 1\nname: A\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, *names, text=SPEC):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(*paths):
    return [tuple(spec) for spec in find(paths).specs]


def test_the_folder_specs_unless_told_otherwise(folder):
    write(folder, "specs/b.yaml", "specs/a.yml", "specs/deep/a.hld.yaml", "specs/.hidden/c.yaml", "specs/.d.yaml")
    assert found() == [("specs/a.yml", "a"), ("specs/b.yaml", "b"), ("specs/deep/a.hld.yaml", "deep/a")]


def test_a_file_is_named_by_its_own_name_and_a_folder_is_left_out(folder):
    write(folder, "a/b/c.yaml")
    assert found("a/b/c.yaml") == [("a/b/c.yaml", "c")]
    assert found("a/b") == [("a/b/c.yaml", "c")]
    assert found("a") == [("a/b/c.yaml", "b/c")]
    assert found("a", "a/") == [("a/b/c.yaml", "b/c")]


def test_yaml_files_of_other_kinds_are_passed_over(folder):
    write(folder, "specs/a.yaml", "specs/bom.yaml", "specs/quoted.yaml")
    write(folder, "specs/compose.yaml", text="services: {}\n# hld: 1\n")
    (folder / "specs" / "bom.yaml").write_bytes(b"\xef\xbb\xbfhld: 1\n")
    (folder / "specs" / "wide.yaml").write_bytes(SPEC.encode("utf-16"))
    (folder / "specs" / "quoted.yaml").write_text("'hld': 1\n")
    (folder / "specs" / "notes.txt").write_text("hld: 1\n")
    result = find()
    assert [spec.name for spec in result.specs] == ["a", "bom", "quoted", "wide"]
    assert result.passed_over == ("specs/compose.yaml",)


def test_a_file_that_is_named_is_read_whatever_it_holds(folder):
    write(folder, "a.txt", text="")
    assert found("a.txt") == [("a.txt", "a.txt")]


def test_folders_pipes_and_broken_links_called_like_specs(folder):
    write(folder, "specs/a.yaml", "specs/x.yaml/inner.yaml")
    os.mkfifo(folder / "specs" / "pipe.yaml")
    (folder / "specs" / "loop").symlink_to(folder / "specs")
    assert [spec.name for spec in find().specs] == ["a", "x.yaml/inner"]
    (folder / "specs" / "broken.yaml").symlink_to("nowhere")
    (folder / "specs" / "device.yaml").symlink_to("/dev/zero")
    (folder / "specs" / "linked.yaml").symlink_to("pipe.yaml")
    assert [spec.name for spec in find().specs] == ["a", "broken", "x.yaml/inner"]


def test_a_file_without_end_is_read_up_to_the_limit(folder):
    write(folder, "specs/a.yaml")
    with (folder / "specs" / "huge.yaml").open("wb") as file:
        file.truncate(1 << 40)
    assert find().passed_over == ("specs/huge.yaml",)


@pytest.mark.parametrize("path", ["nope", "nope/a.yaml", "x" * 5000, "a\0b", ""])
def test_what_is_not_there_is_told(folder, path):
    with pytest.raises(NothingToRead, match="there is no"):
        find([path])


def test_nothing_to_read_says_what_to_do(folder):
    with pytest.raises(NothingToRead, match="there is no 'specs'") as caught:
        find()
    assert "hld new" in caught.value.hint
    write(folder, "specs/a.yaml", text="a: 1\n")
    with pytest.raises(NothingToRead, match="no spec in 'specs'") as caught:
        find()
    assert "hld: 1" in caught.value.hint


@pytest.mark.parametrize(
    "names",
    [("a/x.yaml", "b/x.yaml"), ("a/x.yaml", "a/x.yml"), ("a/x.yaml", "b/X.yaml"), ("a/가.yaml", "b/\u1100\u1161.yaml")],
)
def test_two_specs_with_the_same_outputs_are_refused(folder, names):
    write(folder, *names)
    with pytest.raises(UsageError, match="would both write") as caught:
        refuse_shared_outputs(find(names).specs)
    assert [spec.path for spec in find(names).specs] == list(names), "to check them is no fault"
    assert all(name in str(caught.value) for name in names)


def test_the_same_file_twice_is_read_once(folder):
    write(folder, "a.yaml")
    (folder / "link").symlink_to(folder)
    assert found("a.yaml", "./a.yaml", "link/a.yaml") == [("a.yaml", "a")]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("post", "post"),
        ("sign-up_2.0", "sign-up_2.0"),
        ("näme名", "näme名"),
        ("../../x", "%2E%2E%2F..%2Fx"),
        ("/etc/passwd", "%2Fetc%2Fpasswd"),
        ("a\\b", "a%5Cb"),
        ("a\0b\n", "a%00b%0A"),
        ("a b", "a%20b"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("ends.", "ends%2E"),
        ("-rf", "%2Drf"),
        ("50%", "50%25"),
        ("con", "%63on"),
        ("NUL.txt", "%4EUL.txt"),
        ("console", "console"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_names_of_files_are_safe(name, safe):
    assert output_name(name) == safe


def test_long_names_are_cut_and_stay_apart():
    first, second = output_name("x" * 9000), output_name("x" * 9001)
    assert first != second
    assert max(len(name.encode()) for name in (first, second, output_name("名" * 9000))) < 200


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_are_one_part_of_a_path_and_stay_apart(one, other):
    safe = output_name(one)
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert safe not in ("", ".", "..")
    assert not safe.startswith((".", "-"))
    assert (safe == output_name(other)) == (one == other)


def test_endings_in_any_case_and_the_standard_input(folder):
    write(folder, "specs/ok.YAML", "specs/other.Yml", "specs/third.HLD.yaml")
    assert found() == [("specs/ok.YAML", "ok"), ("specs/other.Yml", "other"), ("specs/third.HLD.yaml", "third")]
    assert found("-", "specs/ok.YAML") == [("-", "stdin"), ("specs/ok.YAML", "ok")]
    write(folder, "stdin.yaml")
    with pytest.raises(UsageError, match="would both write 'stdin'"):
        refuse_shared_outputs(find(["stdin.yaml", "-"]).specs)


def test_what_a_spec_is_made_of_is_not_passed_over(folder):
    write(folder, "specs/a.yaml")
    write(folder, "specs/parts/more.yaml", "specs/parts/other.yaml", text="name: B\n")
    assert find().unread({"specs/parts/more.yaml"}) == ("specs/parts/other.yaml",)
    assert find(["specs/../specs"]).unread({"specs/parts/more.yaml"}) == ("specs/../specs/parts/other.yaml",)
