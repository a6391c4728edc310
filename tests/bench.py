"""Times hld against bare scripts, and specs of growing size; prints medians, ratios and goals, all of one run.

    python tests/bench.py [--runs N]

A row of the first table runs ours and theirs by turns, so that a busy machine slows both. The others are in
seconds of this process's own time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TWITTER = ROOT / "specs" / "twitter.yaml"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
MANY = 100

HELLO = """
import typer
app = typer.Typer()

@app.command()
def hello(name: str = "world"):
    print(f"hello {name}")

app()
"""


class Comparison(NamedTuple):
    """Our command against theirs, which runs `times` times; what ours wrote to `fresh` is taken away before it."""

    title: str
    goal: float
    ours: list[str]
    theirs: list[str]
    times: int = 1
    fresh: Path | None = None


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=11)
    runs = max(3, options.parse_args().runs)
    with tempfile.TemporaryDirectory() as folder:
        row("cold processes, median of a few", "ours ms", "theirs ms", "ratio", "goal")
        for each in comparisons(Path(folder)):
            ours, theirs = alternating(each, runs if each.times == 1 else 3)
            row(each.title, f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.2f}", verdict(ours / theirs, each.goal))
    row("\ncheck of a generated spec, seconds", "1,000", "10,000", "growth", "goal")
    small, large = (seconds(generated(size)) for size in (1_000, 10_000))
    growth = f"{large / small / 10:.2f}"
    row("components, twice as many steps", f"{small:.2f}", f"{large:.2f}", growth, f"{verdict(large, 2.0)} s")
    row("\nanalysis of the same with rates, seconds", "1,000", "10,000", "growth", "goal")
    small, large = (seconds_to_analyse(rated(size)) for size in (1_000, 10_000))
    growth = f"{large / small / 10:.2f}"
    row("components, twice as many steps", f"{small:.2f}", f"{large:.2f}", growth, f"{verdict(large, 2.0)} s")
    row("\ncomparison of variants of Twitter, seconds", "10", "100", "growth", "goal")
    small, large = (seconds_to_compare(count) for count in (10, 100))
    growth = f"{large / small / 10:.2f}"
    row("variants, each with other replicas", f"{small:.2f}", f"{large:.2f}", growth, f"{verdict(large, 5.0)} s")
    row("\ncheck of much of one thing, seconds", "2,500", "5,000", "growth", "goal")
    for title, write in SIZES.items():
        half, whole = (seconds("\n".join(write(size)) + "\n") for size in (2_500, 5_000))
        row(title, f"{half:.2f}", f"{whole:.2f}", f"{whole / half / 2:.2f}", verdict(whole / half / 2, 1.5))
    row("\narchitecture of much of one thing, seconds", "500", "1,000", "growth", "goal")
    for title in DRAWN:
        half, whole = (seconds_to_draw("\n".join(SIZES[title](size)) + "\n") for size in (500, 1_000))
        row(title, f"{half:.2f}", f"{whole:.2f}", f"{whole / half / 2:.2f}", f"{verdict(whole, 1.0)} s")


def row(title: str, *cells: str) -> None:
    """Print a line of a table."""
    start = "\n" if title.startswith("\n") else ""
    print(f"{start}{title.strip():<44}", *(f"{cell:>10}" for cell in cells), flush=True)


def verdict(value: float, goal: float) -> str:
    """The goal, and whether it is met."""
    return f"<= {goal:g}{'' if value <= goal else ' MISSED'}"


# Cold processes


def comparisons(folder: Path) -> Iterator[Comparison]:
    """What is compared; what needs a native Graphviz only where there is one."""
    hello = folder / "hello.py"
    hello.write_text(HELLO)
    hld = [sys.executable, "-m", "hld"]
    bare = [sys.executable, str(hello)]
    yield Comparison("hld check twitter.yaml : typer hello world", 1.0, [*hld, "check", str(TWITTER)], bare)
    if shutil.which("dot") is None:
        print("(the bare diagrams script needs Graphviz' dot, which is not here: building is not compared)")
        return
    out = folder / "out"
    build = [*hld, "build", "--format", "svg", "--view", "architecture", "-o", str(out)]
    bare = [sys.executable, str(bare_script(folder))]
    yield Comparison("hld build of one SVG : bare diagrams script", 2.0, [*build, str(TWITTER)], bare, 1, out)
    yield Comparison("the same, unchanged : bare diagrams script", 1.0, [*build, str(TWITTER)], bare)
    many = folder / "many"
    many.mkdir()
    text = TWITTER.read_text(encoding="utf-8")
    for number in range(MANY):
        named = text.replace("name: Twitter", f"name: Twitter {number}")
        (many / f"design-{number}.yaml").write_text(named, encoding="utf-8")
    title = f"hld build of {MANY} specs : {MANY} such scripts"
    yield Comparison(title, round(1 / 15, 3), [*build, str(many)], bare, MANY, out)
    yield Comparison(f"the same, unchanged : {MANY} such scripts", 0.02, [*build, str(many)], bare, MANY)


def alternating(each: Comparison, runs: int) -> tuple[float, float]:
    """The median milliseconds of ours and of theirs, run by turns, after a first run of ours that does not count."""
    ours, theirs = [], []
    run(each.ours)
    for _ in range(runs):
        if each.fresh is not None:
            shutil.rmtree(each.fresh, ignore_errors=True)
        ours.append(timed(lambda: run(each.ours)))
        theirs.append(timed(lambda: [run(each.theirs) for _ in range(each.times)]))
    return statistics.median(ours), statistics.median(theirs)


def timed(work: Callable[[], object]) -> float:
    """The milliseconds that `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def run(command: list[str]) -> None:
    """Run a command as a process that may keep its compiled modules."""
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)


def bare_script(folder: Path) -> Path:
    """The same picture by the diagrams package alone: what a person without hld would write."""
    script = folder / "bare.py"
    script.write_text(
        f"""
from diagrams import Cluster, Diagram, Edge
from diagrams.onprem.client import Client
from diagrams.onprem.compute import Server
from diagrams.onprem.database import Cassandra, Neo4J
from diagrams.onprem.inmemory import Redis
from diagrams.onprem.network import HAProxy
from diagrams.onprem.queue import Celery, Kafka

with Diagram("Twitter", filename={str(folder / "bare")!r}, outformat="svg", show=False, direction="LR"):
    web = Client("web")
    with Cluster("Edge"):
        lb = HAProxy("lb")
    with Cluster("Services"):
        api = Server("api")
    with Cluster("Async"):
        bus, fanout = Kafka("bus"), Celery("fanout")
    with Cluster("Data"):
        tweets, graph, feeds = Cassandra("tweets"), Neo4J("graph"), Redis("feeds")
    web >> Edge(label="calls") >> lb >> Edge(label="calls") >> api
    api >> Edge(label="write Tweet") >> tweets
    api >> Edge(label="write Follow") >> graph
    api >> Edge(label="read Tweet") >> feeds
    api >> Edge(label="TweetPosted", style="dashed") >> bus >> Edge(label="TweetPosted", style="dashed") >> fanout
    fanout >> Edge(label="read Follow") >> graph
    fanout >> Edge(label="write Tweet") >> feeds
"""
    )
    return script


# Sizes


def seconds(text: str) -> float:
    """The least of three times that checking a spec takes, in seconds of this process's own time."""
    from hld.pipeline import compile_text

    taken = []
    for _ in range(3):
        start = time.process_time()
        assert compile_text(text).checked.summary.files == 1
        taken.append(time.process_time() - start)
    return min(taken)


def seconds_to_analyse(text: str) -> float:
    """The same for working out the numbers of a spec that has been read."""
    from hld.analyse.run import worked_out
    from hld.pipeline import compile_text

    model = compile_text(text).model
    taken = []
    for _ in range(3):
        start = time.process_time()
        worked_out(model)
        taken.append(time.process_time() - start)
    return min(taken)


def seconds_to_draw(text: str) -> float:
    """The same for drawing the architecture of a spec that has been read."""
    from hld.pipeline import compile_text, draw

    model = compile_text(text).model
    taken = []
    for _ in range(3):
        start = time.process_time()
        draw(model, "architecture")
        taken.append(time.process_time() - start)
    return min(taken)


def seconds_to_compare(count: int) -> float:
    """What this process spends to read the design once for each variant, and to set all beside it in figures."""
    from hld.analyse import analyse
    from hld.compare.comparison import Candidate, compare
    from hld.export.comparisons import FORMATS
    from hld.pipeline import compile_source
    from hld.source import load_text

    text = TWITTER.read_text(encoding="utf-8")
    more = "".join(f"  v{n}: {{patch: {{components: {{api: {{replicas: {n + 1}}}}}}}}}\n" for n in range(count))
    start = time.process_time()
    source = load_text(f"{text}\n{more}", "twitter.yaml")
    candidates = []
    for name in ("", *(f"v{number}" for number in range(count))):
        found = compile_source(source, variant=name)
        candidates.append(Candidate(name or "base", found.model, analyse(found.model), found.checked))
    FORMATS["text"](compare(candidates))
    return time.process_time() - start


def rated(components: int) -> str:
    """A generated spec, each of whose flows has a rate."""
    text = generated(components)
    flows = [line.strip().rstrip(":") for line in text.splitlines() if line.startswith("  use") and line.endswith(":")]
    return (
        text + "capacity:\n" + "".join(f"  {name}: {number % 13 + 7} requests/s\n" for number, name in enumerate(flows))
    )


def generated(components: int) -> str:
    """A spec of so many components and twice as many steps, in flows of ten, without errors.

    No requirement asks for the operations, and some entities have two stores: that is told, ten findings for twenty
    components.
    """
    services = components // 2 - 1
    chains = 2 * components // 10
    entities = max(1, services // 10)
    lines = ["hld: 1", "name: Generated", "requirements:", "  functional:", "    use0: User should be able to use it"]
    lines += ["auth: oauth", "entities:", *(f"  Thing{n}: {{id, name}}" for n in range(entities)), "api:"]
    for n in range(services):
        lines += [f"  - rpc Service{n}.Get {{id}} -> Thing{n % entities}"]
    lines += ["components:", "  web: client", "  lb: load balancer x2"]
    for n in range(services):
        lines += [f"  service{n}: service x3", f"  store{n}: sql (postgres) x2"]
    lines += ["flows:"]
    for n in range(chains):
        lines += [f"  use{n}:"]
        caller = "web -> lb"
        for k in range(5):
            service = n * 5 % (services - 4) + k
            thing = f"Thing{service % entities}"
            lines += [f"    - {caller} -> service{service}: rpc Service{service}.Get"]
            verb = "write" if n * 5 + k < services else "read"
            lines += [f"    - service{service} -> store{service}: {verb} {thing}"]
            caller = f"service{service}"
    return "\n".join(lines) + "\n"


def design(operations: int = 1, entities: int = 1, services: int = 1) -> list[str]:
    """The lines of a small design with so many of each, up to its components."""
    lines = ["hld: 1", "name: Large", "auth: oauth", "entities:"]
    lines += [f"  Thing{n}: {{id, name}}" for n in range(entities)]
    lines += ["api:", *(f"  - GET /v1/things{n}/{{id}} -> Thing0" for n in range(operations))]
    lines += ["components:", "  web: client", "  api: service x3", "  db: sql (postgres)"]
    return [*lines, *(f"  service{n}: service" for n in range(services))]


DRAWN = ("steps of one flow", "flows", "operations")
READ = ["    - web -> api: GET /v1/things0/{id}", "    - api -> db: read Thing0"]
FLOW = ["flows:", "  use:"]

#: What there is much of, and the lines of a spec that has `n` of it.
SIZES: dict[str, Callable[[int], list[str]]] = {
    "steps of one flow": lambda n: [*design(), *FLOW, *(READ * (n // 2))],
    "flows": lambda n: [*design(), "flows:", *(line for k in range(n) for line in (f"  use{k}:", *READ))],
    "entities": lambda n: [*design(entities=n), *FLOW, *READ],
    "operations": lambda n: [*design(n), *FLOW, *(f"    - web -> api: GET /v1/things{k}/{{id}}" for k in range(n))],
    "callers of one component": lambda n: [
        *design(services=n), *FLOW, *(f"    - service{k} -> api: GET /v1/things0/{{id}}" for k in range(n))
    ],
    "variants": lambda n: [
        *design(), *FLOW, *READ, "variants:",
        *(f"  v{k}: {{patch: {{components: {{db: sql x{k + 2}}}}}}}" for k in range(n)),
    ],
    "requirements of one actor": lambda n: [
        *design(), "requirements:", "  functional:", *(f"    - Visitor should be able to see {k}" for k in range(n)),
        *FLOW, *READ,
    ],
    "receivers of one message": lambda n: [
        *design(), "  bus: kafka", *(f"  worker{k}: worker" for k in range(n)), *FLOW, READ[0],
        "    - api ~> bus: ThingSeen", *(f"    - bus ~> worker{k}: ThingSeen" for k in range(n)),
    ],
    "entities made by operations and flows": lambda n: [
        "hld: 1", "name: Large", "auth: oauth", "entities:", *(f"  Thing{k}: {{id, name}}" for k in range(n)), "api:",
        *(f"  - POST /v1/things{k} {{id, name}} -> 201 Thing{k}" for k in range(n)),
        "components:", "  web: client", "  api: service", "  db: sql (postgres)", "flows:",
        *(f"  use{k}:\n    - web -> api: POST /v1/things{k}\n    - api -> db: write Thing{k}" for k in range(n)),
    ],
    "channels": lambda n: [
        "hld: 1", "name: Large", "auth: oauth", "api:", *(f"  - ws /v1/live{k} -> Seen{k}" for k in range(n)),
        "components:", "  web: client", "  api: service x3", "flows:",
        *(f"  use{k}: ['web -> api: ws /v1/live{k}', 'api ~> web: Seen{k}']" for k in range(n)),
    ],
    "caches of one entity": lambda n: [
        *design(), *(f"  cache{k}: cache" for k in range(n)), "flows:",
        *(line for k in range(n) for line in (f"  use{k}:", READ[0], f"    - api -> cache{k}: read Thing0")),
    ],
    "misspelt components among twice as many": lambda n: [
        *design(services=2 * n), *FLOW, *(f"    - web -> servcie{k}: GET /v1/things0/{{id}}" for k in range(n))
    ],
    "misspelt paths": lambda n: [*design(n), *FLOW, *(f"    - web -> api: GET /v1/thigns{k}/{{id}}" for k in range(n))],
    "steps that are none": lambda n: [*design(), *FLOW, *(f"    - web => api: GET /v1/things{k}" for k in range(n))],
}  # fmt: skip


if __name__ == "__main__":
    main()
