"""Whatever a text holds, it is loaded, read and linked without an exception."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hld.model import link, trace, walk
from hld.model.canonical import canonical
from hld.source import load_text
from hld.spec.patch import apply
from hld.spec.read import read

from .design import SOCIAL

SPECS = [SOCIAL, *(path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "specs").glob("*.yaml")))]

ODDMENTS = (
    "", "{", "}", "[", "]", ":", "- ", "null", "~", "->", "~>", "-->", "->>", "x", "@ 2s", "if miss ", "{}", "[]",
    "=", "''", '"', "#", "&a ", "*a", "<<: ", "!!x ", "|", ">", "\t", "é", "\U0001f600", "\u2028", "0", "1e999",
    "a -> a", "GET /", "rpc ", "read ", "web", "from: ", "of: ", "via: [", "parallel: ", "alt: ", "loop: {times: ",
)  # fmt: skip

SPOT = st.tuples(st.sampled_from(("drop", "double", "swap", "cut", "put", "indent")), st.integers(0, 10_000),
                 st.integers(0, 10_000), st.sampled_from(ODDMENTS))  # fmt: skip


def damaged(text, spots):
    """The text with some of its lines dropped, doubled, swapped, cut, indented or added to."""
    lines = text.split("\n")
    for kind, at, offset, oddment in spots:
        at %= len(lines)
        line = lines[at]
        column = offset % (len(line) + 1)
        match kind:
            case "drop":
                del lines[at]
            case "double":
                lines.insert(offset % (len(lines) + 1), line)
            case "swap":
                other = offset % len(lines)
                lines[at], lines[other] = lines[other], line
            case "cut":
                lines[at] = line[:column] + line[column + 3 :]
            case "put":
                lines[at] = line[:column] + oddment + line[column:]
            case "indent":
                lines[at] = " " * (offset % 5) + line
        lines = lines or [""]
    return "\n".join(lines)


def take_through(text):
    """Everything that is asked of a design, by name of the file alone."""
    spec = read(load_text(text, "damaged.yaml"))
    variants = [name for name, _ in spec.root.records("variants")]
    for each in (spec, *(apply(spec, name) for name in variants[:1])):
        model = link(each)
        canonical(model)
        trace.coverage(model)
        walk.cycles(model, lambda edge: True)
        for flow in model.flows.values():
            walk.critical(flow)
            list(walk.visits(flow))
            trace.is_whole(flow)
        for finding in model.findings:
            assert finding.message
            assert finding.rule
            assert (finding.span.line, finding.span.column) <= (finding.span.end_line, finding.span.end_column)
        for operation in model.operations.values():
            trace.audience(model, operation)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SPECS), st.lists(SPOT, min_size=1, max_size=6))
def test_a_damaged_design_gives_findings_and_a_model(text, spots):
    take_through(damaged(text, spots))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*SOCIAL.split("\n"), *ODDMENTS]), max_size=30), st.randoms(use_true_random=False))
def test_lines_in_any_order(lines, random):
    random.shuffle(lines)
    take_through("\n".join(lines))
