"""The page to walk through a design on: whole by itself, and in a browser, where there is one, by keyboard."""

import re
import shutil
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from hld.document.tour import tour
from hld.pipeline import compile_file, compile_text, draw, views

from .test_document import NASTY, Reader
from .tools import node_folder

VIEWS = ("architecture", "flow-post", "sequence-post", "entities", "requirements")  # one of each sort
BOX = "document.querySelector('#architecture .stage > svg').getAttribute('viewBox')"
ROOT = Path(__file__).parents[2]
TWITTER = ROOT / "specs/twitter.yaml"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def page(compilation, name="html"):
    from hld.cli.documents import MAKERS, Subject

    return MAKERS[name](Subject(compilation, (), lambda view: draw(compilation.model, view)))


@pytest.mark.parametrize("name", ["twitter", "shop", "hotel"])
def test_what_a_page_refers_to_is_on_it(name):
    compilation = compile_file(str(ROOT / f"specs/{name}.yaml"))
    written = page(compilation).decode()
    reader = Reader(written)
    ids = reader.of("id")
    assert len(ids) == len(set(ids))
    assert set(views(compilation.model)) <= set(ids)
    marks = [mark for value in reader.of("data-marks") for mark in value.split()]
    assert marks
    assert set(marks) <= set(ids)
    assert set(reader.of("data-view")) <= set(ids)
    assert not reader.of("src")
    policy = reader.of("content")[0]
    for element in ("style", "script"):
        digest = b64encode(sha256(reader.content[element].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert not any(key.startswith("on") or key == "style" for _, attributes in reader.elements for key in attributes)
    assert page(compile_file(str(ROOT / f"specs/{name}.yaml"))) == written.encode()


def test_every_step_has_something_on_the_pictures():
    for path in sorted(ROOT.glob("specs/*.yaml")):
        reader = Reader(page(compile_file(str(path))).decode())
        for _, attributes in reader.elements:
            if "data-stop" in attributes and "data-view" not in attributes:
                assert re.search(r"--(message|badge)-", attributes["data-marks"]), (path.name, attributes)


def test_a_step_among_so_many_that_they_share_a_number_is_on_the_map():
    steps = ", ".join(["web -> api: ask", "api -> db: read"] * 60)
    text = f"hld: 1\nname: Long\ncomponents: {{web: client, api: service, db: sql}}\nflows: {{use: [{steps}]}}\n"
    reader = Reader(page(compile_text(text)).decode())
    stops = [each["data-marks"] for _, each in reader.elements if "data-stop" in each and "data-view" not in each]
    on_map = [re.findall(r"\S+--badge-\S+", marks) for marks in stops]
    assert {len(marks) for marks in on_map} == {1}
    assert len({marks[0] for marks in on_map}) == 2


def test_the_stretches_of_a_step_are_its_own_and_no_other_steps():
    steps = "[web -> lb -> api: ask, {parallel: [api -> db: read, api -> lb -> api: ask]}]"
    text = "hld: 1\nname: T\ncomponents: {web: client, lb: load balancer, api: service, db: sql}\n"
    reader = Reader(page(compile_text(f"{text}flows: {{use: {steps}}}\n")).decode())
    found = {
        attributes["data-stop"]: re.findall(r"sequence-use--message-(\S+)", attributes["data-marks"])
        for _, attributes in reader.elements
        if "data-stop" in attributes and "data-view" not in attributes
    }
    assert found == {"1": ["1.1", "1.2"], "2.1": ["2.1"], "2.2": ["2.2.1", "2.2.2"]}


def test_twice_as_many_steps_are_found_on_the_pictures_with_twice_the_work():
    half, whole = map(looked_up, (200, 400))
    assert whole <= 2.2 * half


def looked_up(count):
    """How many calls of functions it takes to find the steps of a long flow on its pictures."""
    steps = ", ".join(["web -> api: ask", "api -> db: read"] * (count // 2))
    text = f"hld: 1\nname: Long\ncomponents: {{web: client, api: service, db: sql}}\nflows: {{use: [{steps}]}}\n"
    model = compile_text(text).model
    pictures = {"flow-use": draw(model, "flow-use")}
    markup = {
        "flow-use": "",
        "sequence-use": "".join(f' id="sequence-use--message-{at}"' for at in range(1, count + 1)),
    }
    calls = 0

    def counted(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        tour(model, pictures, markup, {})
    finally:
        sys.setprofile(before)
    return calls


def test_a_component_is_told_what_its_relations_are():
    text = "hld: 1\nname: T\ncomponents: {app: service, db: sql, lake: object store}\n"
    text += "relationships: [db -> lake: backup, app -> lake: depends]\n"
    written = page(compile_text(text, "t.yaml")).decode()
    assert "from db: backup; from app: dependency" in written


def test_nothing_of_a_spec_is_markup_on_a_page():
    quoted = NASTY.replace("'", "''")
    text = f"""
hld: 1
name: '{quoted}'
components: {{web: client, api: {{kind: service, name: '{quoted}'}}}}
flows: {{look: {{title: '{quoted}', steps: ['web -> api: look']}}}}
"""
    reader = Reader(page(compile_text(text)).decode())
    assert [tag for tag, _ in reader.elements].count("script") == 1
    assert "alert(1)" not in reader.content["script"]
    assert not any(key.startswith("on") for _, attributes in reader.elements for key in attributes)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="there is no playwright; pip install playwright")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium; apt-get install chromium")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def opened(browser, tmp_path):
    file = tmp_path / "index.html"
    file.write_bytes(page(compile_file(str(TWITTER))))
    tab = browser.new_page()
    wrong = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("request", lambda request: wrong.append(request.url) if request.url[:5] not in ("file:", "data:") else None)
    tab.goto(file.as_uri())
    yield tab
    tab.close()
    assert wrong == []


def marked(tab):
    return set(tab.evaluate("[...document.querySelectorAll('.mark')].map(each => each.id)"))


def test_a_flow_is_walked_by_keyboard(opened):
    opened.click("nav a[href='#flow-post']")
    assert opened.evaluate("document.activeElement.className") == "stage"
    opened.keyboard.press("n")
    assert opened.inner_text("#flow-post .told") == "Step 1 of 6: web → lb → api: POST /v1/tweets, HTTP"
    assert {"flow-post--badge-web--lb--http-1.1", "flow-post--badge-lb--api--http-1.2"} <= marked(opened)
    opened.keyboard.press("n")
    opened.keyboard.press("n")
    opened.keyboard.press("p")
    assert opened.inner_text("#flow-post .told").startswith("Step 2 of 6: api → tweets: write Tweet")
    assert "flow-post--line-api--tweets--storage" in marked(opened)
    assert opened.url.endswith("#flow-post/2")
    opened.reload()
    assert opened.inner_text("#flow-post .told").startswith("Step 2 of ")
    opened.click("nav a[href='#sequence-post']")
    opened.keyboard.press("n")
    assert any(mark.startswith("sequence-post--message-1") for mark in marked(opened))


def seen(tab):
    """Where things are, by left, top, right and bottom: picture, marks on it, step among the others."""
    return tab.evaluate("""() => {
        const place = each => ["left", "top", "right", "bottom"].map(side => each.getBoundingClientRect()[side]);
        const all = name => [...document.querySelectorAll(`section.shown ${name}`)].map(place);
        return { window: [0, 0, innerWidth, innerHeight], stage: all(".stage")[0], marks: all(".stage .mark"),
            list: all(".walk ol")[0], step: all("[aria-current=step]")[0] };
    }""")


def holds(outer, inner):
    return all(inner[side] >= outer[side] - 1 and inner[side + 2] <= outer[side + 2] + 1 for side in (0, 1))


@pytest.mark.parametrize("width", [700, 1280])
def test_a_step_is_seen_whole(browser, tmp_path, width):
    file = tmp_path / "index.html"
    steps = ", ".join(["web -> api: ask", "api -> db: read", "api ~> jobs: Asked"] * 12)
    parts = "{web: client, api: service, db: sql, jobs: queue}"
    file.write_bytes(page(compile_text(f"hld: 1\nname: Long\ncomponents: {parts}\nflows: {{use: [{steps}]}}\n")))
    tab = browser.new_page(viewport={"width": width, "height": 700})
    tab.goto(f"{file.as_uri()}#flow-use")
    tab.focus("#flow-use .stage")
    for key in ("+", "+", "+", "ArrowLeft"):
        tab.keyboard.press(key)
    for _ in range(36):
        tab.keyboard.press("n")
        now = seen(tab)
        assert now["marks"]
        assert all(holds(now["stage"], mark) for mark in now["marks"])
        assert holds(now["window"], now["stage"])
        assert holds(now["list"], now["step"])
    tab.close()


def test_letters_are_keys_only_where_the_picture_has_the_focus(opened):
    opened.click("nav a[href='#flow-post']")
    opened.keyboard.press("n")
    assert opened.inner_text("#flow-post .told").startswith("Step 1 of 6")
    opened.focus("#theme")
    opened.keyboard.press("n")
    assert opened.inner_text("#flow-post .told").startswith("Step 1 of 6")


def wait_until(tab, expression):
    """Ask again and again. Playwright's own `wait_for_function` may ask once: then the page's policy forbids `eval`."""
    for _ in range(500):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(20)
    pytest.fail(f"it never comes to {expression}")


def resized(tab, width, height):
    """Make the window of this size, and wait until the picture shown has followed."""
    tab.set_viewport_size({"width": width, "height": height})
    wait_until(
        tab,
        f"""() => {{
        const stage = document.querySelector("section.shown .stage");
        const followed = stage.querySelector("svg").dataset.stage === `${{stage.clientWidth}} ${{stage.clientHeight}}`;
        return innerWidth === {width} && innerHeight === {height} && followed;
    }}""",
    )


def test_a_window_of_another_size_shows_the_same_part(opened):
    def box():
        return [float(part) for part in opened.get_attribute("#architecture .stage > svg", "viewBox").split()]

    def middle():
        x, y, width, height = box()
        return (x + width / 2, y + height / 2)

    first = box()
    opened.focus("#architecture .stage")
    for key in ("+", "+", "ArrowRight"):
        opened.keyboard.press(key)
    before, width = middle(), box()[2]
    size = opened.viewport_size
    resized(opened, size["width"] - 200, size["height"] - 100)
    assert box()[2] < width - 1
    assert middle() == pytest.approx(before, abs=1)
    opened.reload()
    assert box() != first
    resized(opened, size["width"], size["height"])  # nothing was moved: it is as at first
    assert box() == first


def test_a_picture_follows_its_frame_when_only_that_changes(opened):
    before = opened.get_attribute("#architecture .stage > svg", "viewBox")
    opened.evaluate("document.querySelector('nav').remove()")
    wait_until(opened, f"{BOX} !== '{before}'")


def test_what_is_searched_for_is_shown(opened):
    opened.fill("#search", "feeds")
    assert opened.inner_text("#count").endswith(" found")
    opened.keyboard.press("Enter")
    assert "architecture--component-feeds" in marked(opened)
    opened.fill("#search", "get feed")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    assert opened.url.endswith("#api")
    assert marked(opened) == {"api--row-GET-v1-feed"}
    assert opened.locator("main > section.shown").count() == 1
    opened.fill("#search", "nothing of the kind")
    assert opened.inner_text("#count") == "0 found"


def test_a_picture_is_moved_and_zoomed(opened):
    def box():
        return [float(part) for part in opened.get_attribute("#architecture .stage > svg", "viewBox").split()]

    opened.focus("#architecture .stage")
    first = box()
    opened.keyboard.press("+")
    assert box()[2] < first[2]
    opened.keyboard.press("ArrowRight")
    assert box()[0] > first[0]
    opened.keyboard.press("0")
    assert box()[:2] == [0, 0]
    whole = box()
    opened.mouse.move(500, 400)
    opened.mouse.down()
    opened.mouse.move(400, 350)
    opened.mouse.up()
    assert box()[0] > whole[0]
    opened.mouse.wheel(0, -300)
    wait_until(opened, f"Number({BOX}.split(' ')[2]) < {whole[2]}")


def test_pointing_at_a_component_shows_what_it_is_joined_to(opened):
    opened.hover("#architecture--component-graph")
    assert "architecture--line-api--graph--storage" in marked(opened)
    assert "architecture--component-lb" not in marked(opened)


def test_light_and_dark_are_the_readers(opened):
    def colour():
        return opened.evaluate("getComputedStyle(document.body).backgroundColor")

    light = colour()
    opened.emulate_media(color_scheme="dark")
    dark = colour()
    assert light != dark
    opened.click("#theme")
    assert colour() == light


@pytest.mark.parametrize("name", ["html", "html-doc"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_anybody(browser, tmp_path, name, scheme):
    folder = node_folder("axe", "axe-core@4")
    if folder is None:
        pytest.skip("axe is not here; apt-get install nodejs npm")
    (tmp_path / "page.html").write_bytes(page(compile_file(str(TWITTER)), name))
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    tab.add_script_tag(path=folder / "node_modules/axe-core/axe.min.js")
    for view in VIEWS if name == "html" else [""]:
        if view:
            tab.click(f"nav a[href='#{view}']")
            tab.keyboard.press("n")
        found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    context.close()
