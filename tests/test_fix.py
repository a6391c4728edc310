"""What is mended is mended byte for byte, and nothing else is touched."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hld.check.types import Settings
from hld.cli.check import command
from hld.fix import mend

SPECS = Path(__file__).parent.parent / "specs"
TWITTER = (SPECS / "twitter.yaml").read_bytes().decode()
SLIPS = [
    ("entities:", "entites:"),
    ("capacity:", "capcity:"),
    ("nonfunctional:", "nonfunctinal:"),
    ("out_of_scope", "out_of_scop"),
    ("api -> tweets: write Tweet\n    - api ~>", "api -> twets: write Tweet\n    - api ~>"),
    ("fanout -> feeds: write Tweet", "fanout -> feeds: write Tweat"),
    ("author: User", "author: Usr"),
    ("lb:     load balancer", "lb:     load balancr"),
    ("service x25", "servce x25"),
    ("api: GET /v1/feed\n", "api: GET /v1/fed\n"),
    ("api: GET /v1/tweets/{tweetId}\n", "api: GET /v1/tweet/{tweetId}\n"),
    ("api: POST /v1/follows", "api: POST /v1//follows"),
    ("POST /v1/follows\n  body", "POST /v1//follows\n  body"),
    ("fanout -> graph: read", "fanout → graph: read"),
    ("fanout -> graph: read", "fanout - > graph: read"),
    ("api ~> bus ~> fanout", "api -> bus -> fanout"),
    ("api ~> bus ~> fanout", "api ~> bus -> fanout"),
    ("if miss feeds", "if miss feds"),
]
UNSURE = [
    ("api ~> bus ~> fanout", "api => bus => fanout"),  # a call or a message?
    ("fanout -> graph: read", "fanout ->> graph: read"),  # means opposite things elsewhere
    ("api: GET /v1/feed\n", "api: GET /v2/feed\n"),  # another version, perhaps
    ("api: GET /v1/feed\n", "api: GET /v1/timeline\n"),
    ("fanout -> graph: read", "fanout -> graf2: read"),
    ("  web:    client\n", "  web:    client\n  feed:   cache\n  feedz:  cache\n"),
]


def mended(text, encoding="utf-8", mark=b"", **asked):
    return mend(mark + text.encode(encoding), "a.yaml", Settings(**asked))


def seeded(right, wrong, text=TWITTER):
    assert right in text
    return text.replace(right, wrong, 1)


@pytest.mark.parametrize(("right", "wrong"), SLIPS)
def test_a_slip_is_mended_byte_for_byte(right, wrong):
    found = mended(seeded(right, wrong))
    assert found.after.decode() == TWITTER
    assert found.done
    assert not found.is_worse


@pytest.mark.parametrize(("right", "wrong"), UNSURE)
def test_what_is_not_sure_stays(right, wrong):
    found = mended(seeded(right, wrong))
    assert found.after == found.before
    assert found.done == ()
    assert found.diff == ""


def test_slips_together_are_mended_together():
    text = TWITTER
    for right, wrong in SLIPS[:8]:
        text = seeded(right, wrong, text)
    assert mended(text).after.decode() == TWITTER


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_stay(encoding, mark, end):
    right = TWITTER.replace("name: Twitter", "name: Tw\U0001f426tter é").replace("\n", end)
    wrong = right.replace("graph: read Follow", "grph: read Follow", 1).replace("entities:", "entites:")
    assert wrong != right
    assert mended(wrong, encoding, mark).after == mark + right.encode(encoding)


def test_comments_layout_and_quotes_stay():
    text = 'hld: 1\n"nmae":  "A"   # nmae\n\n\n# entites\ncomponents: {a: "servce", b : \'quue\'}\n'
    right = 'hld: 1\n"name":  "A"   # nmae\n\n\n# entites\ncomponents: {a: "service", b : \'queue\'}\n'
    assert mended(text).after.decode() == right


def test_a_word_with_an_escape_is_left():
    found = mended('hld: 1\nname: A\ncomponents: {a: "serv\\x63e"}\n')
    assert found.after == found.before


def test_a_name_spelt_alike_in_several_places_may_be_right():
    text = TWITTER.replace("feeds:  cache", "feds:   cache").replace(
        "{bus: null, fanout: null, feeds", "{bus: null, fanout: null, feds"
    )
    found = mended(text)
    assert found.after == found.before


def test_a_key_that_is_there_already_is_not_doubled():
    found = mended("hld: 1\nname: A\nnmae: B\n")
    assert found.after == found.before


def test_a_file_of_broken_bytes_is_left():
    data = b"hld: 1\nnmae: \xff\xfe\n"
    assert mend(data, "a.yaml", Settings()).after == data


def test_only_what_is_asked_for_is_mended():
    text = seeded("api: GET /v1/feed\n", "api: GET /v1/fed\n")
    assert mended(text, ignore=("unknown-endpoint",)).done == ()


def test_the_diff_shows_the_lines(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_bytes(b"hld: 1\nnmae: A")
    assert command(["a.yaml"], diff=True) == 1
    shown = capfdbinary.readouterr().out.decode()
    assert shown == (
        "--- a.yaml\n+++ a.yaml\n@@ -1,2 +1,2 @@\n hld: 1\n-nmae: A\n\\ No newline at end of file\n"
        "+name: A\n\\ No newline at end of file\n"
    )
    assert Path("a.yaml").read_bytes() == b"hld: 1\nnmae: A"
    assert command([str(SPECS / "twitter.yaml")], diff=True) == 0


def test_fixing_writes_the_file_and_tells_what_is_left(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("b.yaml").write_text(seeded("graph: read Follow", "grph: read Follow"), newline="")
    Path("b.yaml").chmod(0o640)
    Path("a.yaml").symlink_to("b.yaml")
    assert command(["a.yaml"], fix=True) == 0
    shown = capfd.readouterr()
    assert "fixed a.yaml:62: " in shown.err
    assert "'grph' is now 'graph'" in shown.err
    assert "Working design: yes" in shown.out
    assert Path("a.yaml").is_symlink()
    assert Path("b.yaml").read_bytes().decode() == TWITTER
    assert Path("b.yaml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in sorted(Path().iterdir())] == ["a.yaml", "b.yaml"]


def test_a_fault_while_writing_loses_nothing(tmp_path, monkeypatch):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"hld: 1\nnmae: A\n")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(Exception, match="No space left"):
        command([str(file)], fix=True)
    assert file.read_bytes() == b"hld: 1\nnmae: A\n"
    assert list(tmp_path.iterdir()) == [file]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(TWITTER) - 1), st.sampled_from(["", "x", "-", ">", '"', "\\", " ", "\n", "é", "//", "{"])
        ),
        max_size=4,
    )
)
def test_damaged_text_is_mended_only_where_something_was_found(damages):
    text = TWITTER
    for at, what in damages:
        text = text[:at] + what + text[at + (not what) :]
    found = mended(text)
    lines = {edit.span.line for each in found.done for edit in each.fix}
    before, after = (content.decode().splitlines(keepends=True) for content in (found.before, found.after))
    assert len(before) == len(after)
    changed = {number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new}
    assert changed <= lines


def test_a_name_used_nowhere_else_may_be_misspelt_where_it_is_declared():
    text = b"hld: 1\nname: A\ncomponents: {web: client, accounts: service}\nflows: {a: [web -> acounts: hello]}\n"
    assert mend(text, "a.yaml", Settings()).after == text
    used = text.replace(b"hello]", b"hello, accounts: work, accounts -> web: hi]")
    assert b"web -> accounts: hello" in mend(used, "a.yaml", Settings()).after
