"""What all tests share: --accept, the native engine's marker, and cases on disk."""

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

# How long an example takes is a matter of the machine.
hypothesis.settings.register_profile("hld", deadline=None)
hypothesis.settings.load_profile("hld")

SHARED = Path(__file__).parent.parent.parent / "shared"


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="write the expected outputs anew instead of comparing")


def pytest_collection_modifyitems(items):
    """Tests of the native engine are skipped without `dot`; HLD_TEST_DOT=present insists on it."""
    if shutil.which("dot"):
        assert os.environ.get("HLD_TEST_DOT") != "absent", "Graphviz is on the PATH, and should not be"
        return
    assert os.environ.get("HLD_TEST_DOT") != "present", "Graphviz is not on the PATH, and should be"
    for item in items:
        if item.get_closest_marker("dot"):
            item.add_marker(pytest.mark.skip(reason="Graphviz is not on the PATH"))


@pytest.fixture
def golden(request):
    """Compare a text with a file beside the tests; with --accept, write the file."""

    def compare(text, path):
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.exists(), f"{path} is missing: look at the output, then run with --accept"
        assert text == path.read_text(encoding="utf-8"), f"{path} differs: read the diff, then run with --accept"

    return compare


@pytest.fixture(scope="session")
def shared():
    """The folder of real inputs; tests that use it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real inputs is not here")
    return SHARED
