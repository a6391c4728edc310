"""Times hld against bare scripts and prints medians and ratios, all measured in one run.

    python tests/bench.py [--runs N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
TWITTER = ROOT / "specs" / "twitter.yaml"

HELLO = """
import typer
app = typer.Typer()

@app.command()
def hello(name: str = "world"):
    print(f"hello {name}")

app()
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=11)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        for title, goal, ours, theirs in comparisons(Path(folder)):
            first, second = alternating(ours, theirs, runs)
            ratio = first / second
            print(f"{title:<58} {first * 1000:8.0f} ms {second * 1000:8.0f} ms   {ratio:6.2f}   (goal {goal})", flush=True)
        sizes(Path(folder))


def comparisons(folder: Path):
    """(title, goal, our work, the work it is measured against)."""
    hello = folder / "hello.py"
    hello.write_text(HELLO)
    script = bare_script(folder)
    yield (
        "hld check twitter.yaml : typer hello world",
        "<= 1.0",
        process([sys.executable, "-m", "hld", "check", str(TWITTER)]),
        process([sys.executable, str(hello)]),
    )
    build = [sys.executable, "-m", "hld", "build", "--format", "svg"]
    yield (
        "hld build, one SVG : bare diagrams script",
        "<= 2.0",
        process([*build, str(TWITTER), "--view", "architecture", "-o", str(folder / "one")], fresh=folder / "one"),
        process([sys.executable, str(script)]),
    )
    many = folder / "many"
    many.mkdir()
    text = TWITTER.read_text()
    for index in range(100):
        (many / f"design-{index}.yaml").write_text(text.replace("name: Twitter", f"name: Twitter {index}"))
    yield (
        "hld build of 100 specs : 100 runs of the script",
        "<= 0.067",
        process([*build, str(many), "--view", "architecture", "-o", str(folder / "all")], fresh=folder / "all"),
        process([sys.executable, str(script)], times=100),
    )


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

with Diagram("Twitter", filename={str(folder / "bare")!r}, outformat={DOT_FORMAT!r}, show=False, direction="LR"):
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


DOT_FORMAT = "svg"


def process(command: Sequence[str], times: int = 1, fresh: Path | None = None) -> Callable[[], None]:
    """Running a command as a cold process, `times` times; what is in `fresh` is taken away before."""

    def run() -> None:
        for _ in range(times):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)

    def clear() -> None:
        if fresh is not None and fresh.exists():
            for path in sorted(fresh.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()

    run.clear = clear  # type: ignore[attr-defined]
    return run


ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def alternating(ours: Callable[[], None], theirs: Callable[[], None], runs: int) -> tuple[float, float]:
    """The median time of each, run by turns so that a busy machine slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(3, runs)):
        for work, into in zip((ours, theirs), times, strict=True):
            work.clear()  # type: ignore[attr-defined]
            start = time.perf_counter()
            work()
            into.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def sizes(folder: Path) -> None:
    """Checking generated specs of 1,000 and 10,000 components, in this process."""
    from hld.pipeline import compile_file

    seconds = {}
    for components in (1_000, 10_000):
        path = folder / f"generated-{components}.yaml"
        path.write_text(generated(components))
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            compilation = compile_file(str(path))
            taken.append(time.perf_counter() - start)
        assert not compilation.has_errors, compilation.diagnostics[:3]
        seconds[components] = statistics.median(taken)
        print(f"check of {components:,} components and {2 * components:,} steps{'':<23}{seconds[components] * 1000:8.0f} ms")
    growth = seconds[10_000] / seconds[1_000] / 10
    print(f"growth from 1,000 to 10,000 against linear {'':<29} {growth:6.2f}   (goal about 1; 10,000 under 2 s)")


def generated(components: int) -> str:
    """A spec of so many components and twice as many steps, without anything wrong in it."""
    services = components // 2 - 1
    lines = ["hld: 1", "name: Generated", "requirements:", "  functional:", "    use: User should be able to use it", "auth: oauth"]
    lines += ["entities:", *(f"  Thing{n}: {{id, name}}" for n in range(services))]
    lines += ["api:"]
    for n in range(services):
        lines += [f"  - GET /v1/things{n}/{{id}} -> Thing{n}", f"  - POST /v1/things{n} {{name}} -> 201 Thing{n}"]
    lines += ["components:", "  web: client", "  lb: load balancer x2"]
    for n in range(services):
        lines += [f"  service{n}: service x3", f"  store{n}: sql (postgres) x2"]
    lines += ["flows:"]
    for n in range(services):
        lines += [f"  {'use' if n == 0 else f'use{n}'}:"]
        lines += [f"    - web -> lb -> service{n}: POST /v1/things{n}", f"    - service{n} -> store{n}: write Thing{n}"]
        lines += [f"    - web -> lb -> service{n}: GET /v1/things{n}/{{id}}", f"    - service{n} -> store{n}: read Thing{n}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
