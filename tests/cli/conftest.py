"""Running the command line within the test, and designs to run it on."""

import io
import sys
from typing import NamedTuple

import pytest

from hld.__main__ import main

GOOD = """\
hld: 1
name: Shop
requirements:
  functional: {buy: User should be able to buy things}
  nonfunctional: {latency: buy p99 < 200ms, availability: 99.9% over consistency, durability: no loss of Order}
entities:
  Order: {id, thing: string}
auth: oauth
api:
  - POST /v1/orders {thing} -> 201 Order
components:
  web: client
  api: service
  orders: sql
flows:
  buy:
    - web -> api: POST /v1/orders
    - api -> orders: write Order
    - api -> orders: read Order
"""
BAD = GOOD.replace("- web -> api: POST /v1/orders", "- web -> api: POST /v1/order")
LOOK = """\
  look:
    - web -> api: GET /v1/orders
    - api -> orders: read Order
"""
WARNED = GOOD.replace("  - POST", "  - GET /v1/orders -> Order[]\n  - POST") + LOOK
WARNED = WARNED.replace("things}", "things, look: User should be able to look at orders}")


class Ran(NamedTuple):
    """What became of a run."""

    code: int
    out: str
    err: str
    raw: bytes


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to run in, without colour, with texts as wide as usual; all is done in this process."""
    monkeypatch.setattr("hld.aside._is_left", True)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "HLD_DEBUG", "_HLD_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def hld(folder, monkeypatch, capfdbinary):
    """Run `hld` with arguments and a standard input."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["hld", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        code = main()
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode("utf-8", "replace"), err.decode(), out)

    return run


@pytest.fixture
def write(folder):
    """Write a file below the folder."""

    def put(name, text=GOOD):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


@pytest.fixture
def tree(folder):
    """The files below the folder, or one within it, each with its content."""

    def content(name="."):
        root = folder / name
        return {
            path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
        }

    return content
