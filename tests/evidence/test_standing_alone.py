"""The library stands alone: no Django, no pandas, no network, no files but in its command line."""

import ast
import pathlib
import subprocess
import sys

import pytest

import maypole.evidence

FOLDER = pathlib.Path(maypole.evidence.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {names!r}:
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
"""


def run(names, code):
    whole = BLOCKED.format(names=set(names)) + code
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", whole], capture_output=True, text=True, cwd=FOLDER.parents[1], check=False
    )


def test_it_imports_where_django_pandas_and_the_network_are_absent():
    names = [
        "maypole." + ".".join(p.relative_to(FOLDER.parent).with_suffix("").parts)
        for p in MODULES
        if p.stem != "__main__"
    ]
    code = f"import importlib\nfor name in {names!r}:\n    importlib.import_module(name.removesuffix('.__init__'))\nprint('fine')"
    found = run(["django", "wagtail", "pandas", "polars", "numba", "requests", "httpx", "ortools"], code)
    assert found.stdout.strip() == "fine", found.stderr


def test_flow_needs_no_or_tools():
    """OR-tools and highspy cannot be loaded into one process; flow is solved without it."""
    code = "from maypole.evidence.disclosure import round_to\nprint(round_to([[1, 2], [3, 4]]).shape)"
    assert run(["ortools"], code).stdout.strip() == "(3, 3)"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(FOLDER)))
def test_every_file_is_short_and_says_what_it_is_for(path):
    text = path.read_text()
    assert text.count("\n") < 400
    assert ast.get_docstring(ast.parse(text))
    assert "open(" not in text or path.stem == "__main__"


def functions():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_the_median_function_is_under_25_lines():
    lengths = sorted(node.end_lineno - node.lineno + 1 for _, node in functions())
    assert lengths[len(lengths) // 2] < 25


def test_every_public_function_has_a_docstring():
    bare = [f"{p.stem}.{n.name}" for p, n in functions() if not n.name.startswith("_") and not ast.get_docstring(n)]
    assert [
        name
        for name in bare
        if name.split(".")[1] not in ("run", "finish", "add_table", "refusal", "tell", "off", "key", "move")
    ] == []
