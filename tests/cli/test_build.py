"""`hld build`: what it writes, what it leaves alone, and how it ends."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from hld import pipeline
from hld.cli import choices
from hld.cli.build import build
from hld.cli.documents import MAKERS
from hld.cli.job import Options
from hld.export import FORMATS as TEXTS
from hld.render import FORMATS, THEMES

from .conftest import BAD, GOOD, LOOK

#: The pictures of a design with one flow, in the order in which they are drawn.
DRAWN = ["architecture", "context", "data-flow", "flow-buy", "sequence-buy", "entities", "api", "requirements"]
ARCHITECTURE = ("--view", "architecture", "--format", "svg")


def test_everything_is_written_below_the_folder(hld, write, tree):
    write("specs/shop.yaml")
    ran = hld("build")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "1 spec drawn into output: 16 files, 16 changed\n"
    files = tree("output")
    assert list(files) == [f"shop/{name}.{kind}" for name in sorted(DRAWN) for kind in ("png", "svg")]
    assert files["shop/architecture.svg"].startswith(b"<svg")
    assert files["shop/architecture.png"].startswith(b"\x89PNG")


def test_the_choices_are_those_that_are_made():
    assert tuple(THEMES) == choices.THEMES
    assert tuple(FORMATS) == choices.PICTURES
    assert tuple(TEXTS) == choices.TEXTS
    assert tuple(choices.DOCUMENTS) == tuple(MAKERS)


def test_what_stands_is_found_without_loading_what_makes_it(write, folder):
    write("specs/shop.yaml")
    program = "import sys\nfrom hld.cli.lean import run\nrun(['build'])\nprint(*sys.modules)"
    loaded = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    heavy = {"yaml", "hld.pipeline", "hld.render", "hld.layout", "hld.check.run", "multiprocessing"}
    assert heavy - {"multiprocessing"} <= set(loaded[0])
    assert not heavy & set(loaded[1])


def test_only_what_changes_is_written(hld, write, folder):
    write("specs/shop.yaml")
    hld("build", "--format", "svg")
    for path in folder.rglob("*.svg"):
        os.utime(path, (1, 1))
    assert "8 files, 0 changed" in hld("build", "--format", "svg").err
    assert all(path.stat().st_mtime == 1 for path in folder.rglob("*.svg"))
    write("specs/shop.yaml", GOOD.replace("User should", "Customer should"))
    assert "8 files, 2 changed" in hld("build", "--format", "svg").err, "the actor is named in two"
    write("specs/shop.yaml", GOOD.replace("api: service", "api: service x9"))
    assert "8 files, 6 changed" in hld("build", "--format", "svg").err


@pytest.mark.parametrize(
    ("views", "written"),
    [
        (["architecture"], ["architecture"]),
        (["flow-*"], ["flow-buy", "flow-look"]),
        (["flow-b*", "architecture"], ["architecture", "flow-buy"]),
        (["sequence-*"], ["sequence-buy", "sequence-look"]),
        (["api", "req*"], ["api", "requirements"]),
    ],
)
def test_views_are_chosen(hld, write, tree, views, written):
    write("shop.yaml", GOOD + LOOK.replace("GET /v1/orders", "POST /v1/orders"))
    options = [part for view in views for part in ("--view", view)]
    assert hld("build", "shop.yaml", "--format", "svg", *options).code == 0
    assert list(tree("output")) == [f"shop/{name}.svg" for name in written]


def test_markdown_is_one_document_with_its_pictures(hld, write, tree):
    write("shop.yaml")
    assert hld("build", "shop.yaml", "--format", "md").code == 0
    files = tree("output")
    text = files.pop("shop/design.md").decode()
    assert sorted(re.findall(r"\]\(([\w-]+\.svg)\)", text)) == sorted(name.removeprefix("shop/") for name in files)
    assert text.startswith("# Shop: Design\n")
    assert hld("build", "shop.yaml", "--format", "md").err.endswith(", 0 changed\n")


def test_a_chosen_table_is_a_file_of_its_own(hld, write, tree):
    write("shop.yaml")
    assert hld("build", "shop.yaml", "--format", "md", "--view", "api", "--view", "components").code == 0
    files = tree("output")
    assert list(files) == ["shop/api.md", "shop/components.md"]
    assert files["shop/api.md"].startswith(b"# Shop: API\n\n## Public operations\n\n| Style | Operation |")
    assert hld("build", "shop.yaml", "--format", "md,svg", "--view", "api").err.endswith(": 2 files, 1 changed\n")


def test_the_document_in_html_is_one_file_of_the_whole_design(hld, write, tree):
    write("shop.yaml")
    assert hld("build", "shop.yaml", "--format", "html-doc").code == 0
    assert list(tree("output")) == ["shop/design.html"]
    ran = hld("build", "shop.yaml", "--format", "html-doc", "--view", "api")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "hld: 'html-doc' is of the whole design")


def test_a_png_is_as_large_as_it_is_asked_for(hld, write, tree):
    write("shop.yaml")
    sizes = []
    for scale in ("1", "2"):
        assert hld("build", "shop.yaml", "--format", "png", "--view", "architecture", "--scale", scale).code == 0
        sizes.append(int.from_bytes(tree("output")["shop/architecture.png"][16:20]))
    assert sizes[1] == 2 * sizes[0]
    assert hld("build", "shop.yaml", "--scale", "0").code == 2


def test_what_a_spec_says_nothing_of_is_not_drawn(hld, write, tree):
    write("bare.yaml", "hld: 1\nname: A\ncomponents: {web: client}\n")
    hld("build", "bare.yaml", "--format", "svg,md", "--force")
    assert list(tree("output")) == ["bare/architecture.svg", "bare/context.svg", "bare/design.md"]
    write("shop.yaml")
    ran = hld("build", "shop.yaml", "--view", "deep-dives")
    assert (ran.code, ran.err) == (
        2,
        "hld: there is nothing to show as 'deep-dives'\n     no spec says anything of it\n",
    )


def test_faults_are_told_in_the_tables_of_a_spec_drawn_by_force(hld, write, tree):
    write("bad.yaml", GOOD.replace("-> 201 Order", "-> 201 Ordre"))
    options = ("--view", "api", "--format", "md", "--force")
    hld("build", "bad.yaml", *options)
    assert "**! wrong** " in tree("output")["bad/api.md"].decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--view", "flow-bui"], "no view is called 'flow-bui'\n     did you mean 'flow-buy'?"),
        (["--view", "x*"], "no view is called 'x*'\n     there are: 'architecture', "),
        (["--format", "gif"], "no format is called 'gif'\n     there are: svg, png"),
        (["--format", ""], "no format is called ''"),
        (["--theme", "drak"], "no theme is called 'drak'\n     did you mean 'dark'?"),
        (["--variant", "x"], "x"),
        (["-o", "shop.yaml"], "cannot write 'shop.yaml/shop/architecture.svg': "),
        (["-o", "x" * 300], "File name too long"),
        (["--look", "cubist"], "cubist"),
        (["--engine", "steam"], "steam"),
    ],
)
def test_mistakes_of_usage(hld, write, tree, options, said):
    write("shop.yaml")
    ran = hld("build", "shop.yaml", *options)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert list(tree()) == ["shop.yaml"]


def test_a_spec_with_errors_is_told_and_not_drawn(hld, write, tree):
    write("specs/bad.yaml", BAD)
    write("specs/good.yaml")
    ran = hld("build", *ARCHITECTURE)
    assert ran.code == 1
    assert "error[unknown-endpoint]" in ran.err
    assert "1 spec drawn into output: 1 file, 1 changed\n" in ran.err
    assert "1 spec with errors not drawn; --force draws them" in ran.err
    assert list(tree("output")) == ["good/architecture.svg"]


def test_nothing_is_left_behind_by_a_spec_with_errors(hld, write, tree):
    write("bad.yaml", BAD)
    assert hld("build", "bad.yaml").code == 1
    assert list(tree()) == ["bad.yaml"]


def test_force_draws_with_the_faults_marked(hld, write, tree):
    write("shop.yaml")
    hld("build", "shop.yaml", *ARCHITECTURE, "-o", "good")
    write("shop.yaml", BAD)
    ran = hld("build", "shop.yaml", *ARCHITECTURE, "-o", "bad", "--force")
    assert ran.code == 1
    assert "POST /v1/order" in ran.err
    picture = tree("bad")["shop/architecture.svg"].decode()
    assert "operation &apos;POST /v1/order&apos;" in picture or "operation 'POST /v1/order'" in picture
    assert picture != tree("good")["shop/architecture.svg"].decode()


@pytest.mark.parametrize(
    "flow",
    ["../../x", "/etc/x", "a\\b", "..", "con", "x" * 4000, "名前", '"a\\0b"', "a:b", ".hidden", "-rf", "*", "$(x)"],
)
def test_no_id_leads_outside(hld, write, tree, flow):
    key = flow if flow.startswith('"') else f"'{flow}'"
    write("in/shop.yaml", GOOD.replace("flows:\n  buy:", f"flows:\n  {key}:"))
    ran = hld("build", "in/shop.yaml", "--format", "svg", "-o", "in/out", "--force")
    assert ran.code in (0, 1), ran.err
    assert all(name.startswith("in/") and name.count("/") <= 3 for name in tree())
    for name in tree("in/out"):
        assert not set(name.split("/")[1]) & set('\\:*?"<>|\0')


def test_flows_that_a_file_system_may_confuse(hld, write, tree):
    text = GOOD + LOOK.replace("look:", "Buy:").replace("GET /v1/orders", "POST /v1/orders")
    write("shop.yaml", text)
    ran = hld("build", "shop.yaml", "--format", "svg")
    names = [name.casefold() for name in (tree("output") if ran.code == 0 else ())]
    assert len(names) == len(set(names))


def test_two_specs_of_one_name_are_refused(hld, write, tree):
    write("a/x.yaml")
    write("b/x.yaml")
    ran = hld("build", "a/x.yaml", "b/x.yaml")
    assert ran.code == 2
    assert "'a/x.yaml' and 'b/x.yaml' would both write 'x'" in ran.err
    assert list(tree()) == ["a/x.yaml", "b/x.yaml"]


def test_an_output_folder_that_is_a_link(hld, write, folder, tree):
    write("shop.yaml")
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    assert hld("build", "shop.yaml", *ARCHITECTURE, "-o", "link").code == 0
    assert list(tree("real")) == ["shop/architecture.svg"]


def test_a_link_within_the_output_folder_leads_nowhere(hld, write, folder, tree):
    write("shop.yaml")
    (folder / "outside").mkdir()
    (folder / "output").mkdir()
    (folder / "output" / "shop").symlink_to("../outside")
    ran = hld("build", "shop.yaml", *ARCHITECTURE)
    assert ran.code == 2
    assert "would be written outside 'output'" in ran.err
    assert list(tree("outside")) == []


def test_a_renderer_that_fails_leaves_no_temporary_file(hld, write, tree, monkeypatch):
    write("shop.yaml")

    def fails(*_):
        raise RuntimeError("no ink")

    monkeypatch.setitem(FORMATS, "png", fails)
    ran = hld("build", "shop.yaml", "--view", "architecture")
    assert ran.code == 3
    assert list(tree()) == ["output/shop/architecture.svg", "shop.yaml"]


def test_a_stop_while_writing_leaves_no_temporary_file(hld, write, tree, monkeypatch):
    write("shop.yaml")

    def stops(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("hld.whole.Path.replace", stops)
    ran = hld("build", "shop.yaml", *ARCHITECTURE)
    assert (ran.code, ran.err) == (130, "hld: stopped\n")
    assert list(tree()) == ["shop.yaml"]


@pytest.fixture
def five(write):
    for number in range(5):
        write(f"specs/s{number}.yaml", BAD if number == 3 else GOOD.replace("name: Shop", f"name: Shop {number}"))


def test_all_cores_write_the_same_as_one(five, folder, tree, monkeypatch, capsys):
    command = [sys.executable, "-m", "hld", "build", *ARCHITECTURE, "-o", "parallel"]
    parallel = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    monkeypatch.setattr("hld.cli.cores.FEW", 99)
    code = build((), Options(folder / "serial", ("svg",), ("architecture",)))
    said = capsys.readouterr().err
    assert parallel.returncode == code == 1
    assert parallel.stderr.replace("parallel", "-") == said.replace(str(folder / "serial"), "-")
    assert tree("parallel") == tree("serial")
    assert len(tree("serial")) == 4


def test_a_mistake_in_a_worker_is_told_as_any_other(five, folder):
    command = [sys.executable, "-m", "hld", "build", *ARCHITECTURE, "-o", "specs/s0.yaml"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr.startswith("hld: cannot write 'specs/s0.yaml/s0/architecture.svg': ")
    assert "Traceback" not in ran.stderr


def test_two_cores_write_the_same_of_one_spec_as_one(hld, write, folder, tree):
    write("specs/shop.yaml")
    formats = ("--format", "svg,png,md,html")
    run = [sys.executable, "-m", "hld", "build", *formats, "-o", "two"]
    two = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=True)
    assert hld("build", *formats, "-o", "one").err == two.stderr.replace("into two", "into one")
    assert tree("two") == tree("one")
    assert hld("build", *formats, "-o", "two").err == two.stderr.replace("18 changed", "0 changed")


def test_libraries_with_threads_of_their_own_are_not_copied(write, folder):
    """After the first PDF this process has threads, and a copy of it would wait for ever."""
    pytest.importorskip("typst")
    for name in "abc":
        write(f"specs/{name}.yaml")
    run = [sys.executable, "-m", "hld", "build", "--format", "pdf", "--view", "[a-d]*"]
    ran = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "3 specs drawn into output: 12 files, 12 changed\n")


@pytest.mark.parametrize("blocked", ["architecture", "context", "entities", "api"])
def test_a_file_that_cannot_be_written_is_told_whoever_writes_it(write, folder, blocked):
    write("specs/shop.yaml")
    (folder / "output" / "shop" / f"{blocked}.svg").mkdir(parents=True)
    run = [sys.executable, "-m", "hld", "build", "--format", "svg"]
    ran = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"hld: cannot write 'output/shop/{blocked}.svg': ")


def test_letters_that_no_font_has_are_told(hld, write, monkeypatch):
    from hld.fonts.fallback import Fallback

    monkeypatch.setattr(Fallback, "paths", property(lambda self: []))
    write("specs/a.yaml", GOOD.replace("client", "{kind: client, name: 用户 🚀}"))
    said = hld("build", "--view", "architecture").err
    assert said.endswith("PNG shows boxes for Chinese, emoji: no font for it is installed; pip install 'hld[fonts]'\n")
    assert "boxes" not in hld("build", "--format", "svg").err


def test_an_unknown_view_is_refused_before_anything_is_written(hld, write, tree):
    write("specs/shop.yaml")
    before = tree()
    ran = hld("build", "--view", "flow-*", "--view", "nope")
    assert (ran.code, tree()) == (2, before)
    assert "no view is called 'nope'" in ran.err


def test_a_spec_on_standard_input(hld, tree):
    ran = hld("build", "-", "--view", "flow-*", "--format", "svg", stdin=GOOD.encode())
    assert (ran.code, list(tree())) == (0, ["output/stdin/flow-buy.svg"])


def test_a_settings_file(hld, write, tree):
    write("specs/a.yaml")
    write("specs/drafts/b.yaml", BAD)
    write("hld.toml", "exclude = ['specs/drafts']\n[build]\noutput = 'pictures'\nformats = ['svg']\ntheme = 'dark'\n")
    assert hld("build").code == 0
    dark = tree("pictures")
    assert set(dark) == {f"a/{name}.svg" for name in DRAWN}
    assert hld("build", "--theme", "light", "-o", "output", "--format", "svg").code == 0
    assert tree("output").keys() == dark.keys()
    assert tree("output") != dark
    write("hld.toml", "[build]\ntheme = 'drak'\n")
    ran = hld("build")
    assert (ran.code, ran.err) == (2, "hld: no theme is called 'drak'\n     did you mean 'dark'?\n")


def test_the_profile_of_a_settings_file_decides_what_is_drawn(hld, write):
    write("a.yaml", GOOD.replace("  orders: sql\n", "").replace("-> orders:", "-> orders-db:"))
    assert hld("build", "a.yaml", "--format", "svg").code == 0
    write("hld.toml", "profile = 'doc'\n")
    assert hld("build", "a.yaml", "--format", "svg").code == 1


@pytest.fixture
def own_cache(folder, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setenv("HLD_CACHE", str(folder / ".cache"))


@pytest.fixture
def drawn(monkeypatch):
    """The views that are drawn."""
    found = []
    draw = pipeline.draw
    monkeypatch.setattr(pipeline, "draw", lambda model, view, *rest: found.append(view) or draw(model, view, *rest))
    return found


@pytest.mark.usefixtures("own_cache")
def test_what_stands_is_not_drawn_again(hld, write, drawn, folder):
    write("specs/shop.yaml")
    first = hld("build", "--format", "svg")
    assert drawn == DRAWN
    drawn.clear()
    again = hld("build", "--format", "svg")
    assert (drawn, again.code) == ([], 0)
    assert again.err == first.err.replace("8 changed", "0 changed")
    hld("build", "--format", "svg", "--view", "flow-*")
    assert drawn == []
    for change in (
        (folder / "output/shop/flow-buy.svg").unlink,
        lambda: (folder / "output/shop/flow-buy.svg").write_text("<svg/>"),
        lambda: write("specs/shop.yaml", GOOD + "# changed\n"),
        lambda: write("hld.toml", "profile = 'interview'\n"),
    ):
        change()
        assert hld("build", "--format", "svg").code == 0
        assert drawn == DRAWN
        drawn.clear()


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize(
    "options", [["--theme", "dark"], ["--look", "classic"], ["--force"], ["--format", "png"], ["-o", "elsewhere"]]
)
def test_other_options_make_other_pictures(hld, write, drawn, tree, options):
    write("specs/shop.yaml")
    hld("build", "--format", "svg")
    drawn.clear()
    hld("build", "--format", "svg", *options)
    assert drawn == DRAWN
    found = tree("output")
    hld("build", "--format", "svg")
    fresh = tree("output")
    hld("build", "--format", "svg", "-o", "fresh")
    assert tree("fresh") == {name: content for name, content in fresh.items() if name.endswith(".svg")}
    assert found.keys() == fresh.keys()


@pytest.mark.usefixtures("own_cache")
def test_a_file_that_is_included_counts(hld, write, drawn):
    write("specs/shop.yaml", GOOD.replace("components:\n", "include: parts.yaml\ncomponents:\n"))
    write("specs/parts.yaml", "components: {jobs: worker}\n")
    assert hld("build", "specs/shop.yaml", "--format", "svg").code == 0
    drawn.clear()
    hld("build", "specs/shop.yaml", "--format", "svg")
    assert drawn == []
    write("specs/parts.yaml", "components: {jobs: worker x3}\n")
    hld("build", "specs/shop.yaml", "--format", "svg")
    assert drawn == DRAWN


@pytest.mark.usefixtures("own_cache")
def test_faults_are_told_each_time(hld, write):
    write("specs/shop.yaml", BAD)
    for options in ([], ["--force"]):
        first, again = (hld("build", "--format", "svg", *options) for _ in range(2))
        assert first.code == again.code == 1
        assert "unknown-endpoint" in first.err
        assert "unknown-endpoint" in again.err


@pytest.mark.usefixtures("own_cache")
def test_check_tells_what_is_stale_and_writes_nothing(hld, write, tree, folder):
    write("specs/shop.yaml")
    missing = hld("build", "--format", "svg", "--check")
    assert missing.code == 1
    assert f"stale: {folder.joinpath('output').relative_to(folder) / 'shop/architecture.svg'}\n" in missing.err
    assert missing.err.endswith("8 files, 8 stale\n")
    assert "output" not in {name.partition("/")[0] for name in tree()}
    hld("build", "--format", "svg")
    for cache in (".cache", "off"):
        os.environ["HLD_CACHE"] = cache
        current = hld("build", "--format", "svg", "--check")
        assert (current.code, current.err) == (0, "8 files, all current\n")
        (folder / "output/shop/flow-buy.svg").write_text("<svg/>")
        assert hld("build", "--format", "svg", "--check").err.endswith("flow-buy.svg\n8 files, 1 stale\n")
        assert (folder / "output/shop/flow-buy.svg").read_text() == "<svg/>"
        hld("build", "--format", "svg")


@pytest.mark.usefixtures("own_cache")
def test_clean_removes_what_was_built_and_nothing_else(hld, write, tree):
    write("specs/shop.yaml")
    hld("build", "--format", "svg")
    write("output/shop/notes.md", "mine")
    write("output/shop/flow-buy.svg", "mine too")
    ran = hld("clean")
    assert ran.code == 0
    assert "stays, for it was changed" in ran.err
    assert ran.err.endswith("7 files removed from output\n")
    assert list(tree("output")) == ["shop/flow-buy.svg", "shop/notes.md"]


EVERYTHING = ("--format", "svg,png,md,html,html-doc", "--variants")
VARIED = GOOD + "variants:\n  two:\n    components: {api: service x2}\n"


def elsewhere(monkeypatch, folder):
    """As if the folder had come to another machine."""
    monkeypatch.setenv("HLD_CACHE", str(folder / "another"))


@pytest.mark.usefixtures("own_cache")
def test_clean_knows_on_another_machine_what_hld_would_write(hld, write, tree, folder, monkeypatch):
    write("specs/shop.yaml", VARIED)
    hld("build", *EVERYTHING)
    hld("build", "--format", "svg", "--view", "focus-*", "--view", "api", "--theme", "dark")
    hld("build", "--format", "md", "--view", "api")
    built = tree("output")
    assert {"shop/two/architecture.svg", "shop/design.md", "shop/api.md", "shop/focus-api.svg"} <= set(built)
    elsewhere(monkeypatch, folder)
    ran = hld("clean")
    assert (ran.code, ran.err) == (0, f"{len(built)} files removed from output\n")
    assert not tree("output")


@pytest.mark.usefixtures("own_cache")
def test_clean_leaves_on_another_machine_what_it_is_not_sure_of(hld, write, tree, folder, monkeypatch):
    write("specs/shop.yaml")
    write("specs/other.yaml")
    write("specs/wrong.yaml")
    hld("build", "--format", "svg")
    write("specs/wrong.yaml", BAD)
    write("output/shop/notes.md", "mine")
    write("output/shop/architecture.svg", tree("output")["shop/architecture.svg"].decode() + "<!-- mine -->\n")
    write("output/shop/flow-gone.svg", "<svg/>")
    write("output/mine.svg", "<svg/>")
    (folder / "output/shop/context.svg").unlink()
    (folder / "output/shop/context.svg").symlink_to("../other/context.svg")
    write("specs/other.yaml", GOOD.replace("name: Shop", "name: Other"))
    elsewhere(monkeypatch, folder)
    ran = hld("clean")
    left = set(tree("output"))
    mine = {"shop/notes.md", "shop/architecture.svg", "shop/flow-gone.svg", "shop/context.svg"}
    assert {name for name in left if name.startswith("shop/")} == mine
    assert "mine.svg" in left
    assert sum(name.startswith("wrong/") for name in left) == 8
    assert any(name.startswith("other/") for name in left)
    assert "stays, for it is not what hld would write: output/shop/architecture.svg\n" in ran.err
    assert "context.svg" not in ran.err.replace("other/context.svg", "").replace("wrong/context.svg", "")


@pytest.mark.usefixtures("own_cache")
def test_clean_goes_nowhere_else(hld, write, tree, folder, monkeypatch):
    write("specs/shop.yaml")
    hld("build", "--format", "svg", "-o", "published")
    (folder / "output").mkdir()
    (folder / "output/shop").symlink_to("../published/shop", target_is_directory=True)
    elsewhere(monkeypatch, folder)
    assert hld("clean").err == "0 files removed from output\n"
    assert len(tree("published")) == 8


def test_clean_without_specs_knows_what_it_remembers(hld, write, tree):
    write("output/shop/architecture.svg", "<svg/>")
    assert hld("clean").err == "0 files removed from output\n"
    assert hld("clean", "none").code == 2
    assert list(tree("output")) == ["shop/architecture.svg"]


@pytest.mark.usefixtures("own_cache")
def test_clean_takes_the_folder_of_the_settings(hld, write, tree, folder):
    write("specs/shop.yaml")
    write("hld.toml", "[build]\noutput = 'pictures'\nformats = ['svg']\n")
    hld("build")
    assert len(tree("pictures")) == len(DRAWN)
    assert hld("clean").err == "8 files removed from pictures\n"
    assert not (folder / "pictures/shop").exists()


def test_pictures_of_numbers_are_drawn_on_request(hld, folder):
    (folder / "shop.yaml").write_text(GOOD)
    assert hld("build", "shop.yaml", "--format", "svg").code == 0
    drawn = {path.name for path in (folder / "output").rglob("*.svg")}
    assert not drawn & {"load.svg", "storage.svg", "waterfall-buy.svg"}
    assert hld("build", "shop.yaml", "--format", "svg", "--view", "waterfall-*", "--view", "load").code == 0
    assert {path.name for path in (folder / "output").rglob("*.svg")} - drawn == {"load.svg", "waterfall-buy.svg"}
    assert "did you mean 'storage'?" in hld("build", "shop.yaml", "--view", "storge").err


def test_every_variant_is_drawn_below_its_spec(hld, write, tree):
    write("specs/good.yaml", GOOD + "variants:\n  more:\n    components: {api: {replicas: 3}}\n")
    write("specs/plain.yaml")
    ran = hld("build", *ARCHITECTURE, "--variants")
    assert ran.code == 0
    assert "3 designs drawn into output: 3 files, 3 changed\n" in ran.err
    assert sorted(tree("output")) == ["good/architecture.svg", "good/more/architecture.svg", "plain/architecture.svg"]
    assert "3 files, 0 changed" in hld("build", *ARCHITECTURE, "--variants").err
    assert hld("build", *ARCHITECTURE, "--variants", "--check").code == 0
    assert hld("build", "--variants", "--variant", "more").code == 2


def test_a_variant_overwrites_no_other_spec(hld, write, tree):
    write("specs/good.yaml", GOOD + "variants:\n  more:\n    components: {api: {replicas: 3}}\n")
    write("specs/good/more.yaml")
    ran = hld("build", *ARCHITECTURE, "--variants")
    assert ran.code == 2
    assert "'specs/good.yaml' and 'specs/good/more.yaml' would both write 'good/more'" in ran.err
    assert "output" not in {name.split("/")[0] for name in tree()}
    assert hld("build", *ARCHITECTURE).code == 0


def test_what_is_wrong_with_all_variants_is_told_once(hld, write):
    write("specs/bad.yaml", BAD + "variants:\n  more:\n    components: {api: {replicas: 3}}\n")
    alone, ran = hld("build", *ARCHITECTURE), hld("build", *ARCHITECTURE, "--variants")
    assert ran.code == 1
    assert "2 designs with errors not drawn" in ran.err
    assert ran.err.count("error[") == alone.err.count("error[") > 0


def heed_interrupts():
    """What a terminal gives its commands; a shell in the background has them ignore these, and the tests with them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(folder, *arguments):
    """A build by a process of its own, with its workers, once the first picture is there."""
    environment = {**os.environ, "HLD_CACHE": str(folder / "cache"), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "hld", "build", *arguments]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - no thread of the tests is at work here
    )
    while process.poll() is None and not any(folder.glob("output/*/*.svg")):
        time.sleep(0.05)
    return process


def workers(process):
    """The processes that are still there of those started with this one."""
    found = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return [line for line in map(str.split, found.splitlines()) if line[1] == str(process.pid) and "Z" not in line[2]]


def gone(process):
    for _ in range(600):
        if not workers(process):
            return True
        time.sleep(0.1)
    return False


needs_ps = pytest.mark.skipif(sys.platform == "win32" or shutil.which("ps") is None, reason="needs ps")


@needs_ps
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_nothing_half_written_and_nobody_at_work(write, folder, number):
    for name in range(40):
        write(f"specs/shop{name}.yaml", GOOD.replace("name: Shop", f"name: Shop {name}"))
    process = started(folder, "--format", "svg")
    if number is signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does
        assert "hld: stopped" in process.communicate()[1]
        assert process.returncode == 130
    else:
        process.kill()
        process.communicate()
    assert gone(process)
    written = [path for path in folder.glob("output/**/*") if path.is_file()]
    assert 0 < len(written) < 320
    assert all(path.suffix == ".svg" and path.read_bytes().endswith(b"</svg>\n") for path in written)
