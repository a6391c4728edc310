"""PyYAML works as ever after hld has imported it."""

import re
import subprocess
import sys

PROGRAM = """
import re
compile_ = re.compile
from hld.source.pyyaml import yaml
assert re.compile is compile_
for loader in (yaml.SafeLoader, yaml.CSafeLoader):
    read = yaml.load("{day: 2026-11-29, on: yes, n: 1_000, f: .5, t: 1:30, s: <x, m: [~]}", loader)
    print(read)
try:
    yaml.safe_load(chr(1))
except yaml.YAMLError as error:
    print(type(error).__name__)
"""


def test_its_own_loaders_read_as_ever():
    program = PROGRAM.replace("from hld.source.pyyaml import yaml", "import yaml")
    ours, theirs = (subprocess.check_output([sys.executable, "-c", text], text=True) for text in (PROGRAM, program))
    assert ours == theirs
    assert "ReaderError" in ours
    assert "datetime.date" in ours


def test_no_pattern_of_it_is_made_to_check_a_spec(tmp_path):
    spec = tmp_path / "a.yaml"
    spec.write_text("hld: 1\nname: A\n")
    program = (
        "import re._compiler, sys\nmade = []\ncompile_ = re._compiler.compile\n"
        "re._compiler.compile = lambda pattern, flags=0: made.append(pattern) or compile_(pattern, flags)\n"
        f"from hld.cli.lean import run\nrun(['check', {str(spec)!r}])\n"
        "from yaml.reader import Reader\nprint(any('\\x85' in str(pattern) for pattern in made))\n"
        "Reader.NON_PRINTABLE.search('')\nprint(any('\\x85' in str(pattern) for pattern in made))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.split()[-2:] == ["False", "True"]


def test_the_patterns_of_others_are_made_at_once():
    assert isinstance(re.compile("a"), re.Pattern)
