"""Every public function has its page, every example runs, and every figure is what the library draws."""

import doctest
import importlib
import importlib.util
import inspect
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PAGES = sorted(p for p in (ROOT / "docs" / "methods").glob("*.md") if p.stem not in ("README", "bars"))
HEADINGS = ("## The question", "## The method", "## Source", "## A worked example", "## What it cannot say")
PARTS = ("access", "equity", "hotspots", "siting", "hubs", "matching", "disclosure", "effects", "opinion")
OWN_PAGES = {
    "access": ("count", "fca", "nearest", "pairs", "pairs_from_table", "raam"),
    "equity": ("atkinson", "bootstrap", "concentration_index", "gini", "palma", "rii", "sii", "theil"),
    "hotspots": ("local_moran", "plain_rule"),
    "siting": ("center", "cover_all", "cover_most", "median"),
    "hubs": ("form_hubs",),
    "matching": ("match_best", "match_stable"),
    "disclosure": ("audit", "build", "protect", "read_published", "round_to", "sums_of"),
    "effects": ("change", "pool", "unpaired"),
    "opinion": ("opinion_groups",),
}
# What only makes the input of a method, or is a step of it, and is told on that method's page.
SERVING = {"disclosure": {"find_primary", "flat", "levels", "table_of_lines"}}


def draw():
    spec = importlib.util.spec_from_file_location("draw", ROOT / "docs" / "methods" / "draw.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_example_runs(page):
    text = page.read_text()
    assert all(heading in text for heading in HEADINGS)
    for figure in re.findall(r"\(figures/(\w+)\.svg\)", text):
        assert (page.parent / "figures" / f"{figure}.svg").exists()
    for code in re.findall(r"```python\n(.*?)```", text, flags=re.S):
        test = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
        assert test.examples
        report = []
        doctest.DocTestRunner().run(test, out=report.append)
        assert not report, "".join(report)


@pytest.mark.parametrize("part", PARTS)
def test_no_public_function_is_without_a_page_of_its_own_or_one_that_it_serves(part):
    module = importlib.import_module(f"maypole.evidence.{part}")
    public = {name for name in module.__all__ if inspect.isfunction(getattr(module, name))}
    assert public == set(OWN_PAGES[part]) | SERVING.get(part, set())


@pytest.mark.parametrize("part", PARTS)
def test_every_public_function_is_used_on_a_page(part):
    module = importlib.import_module(f"maypole.evidence.{part}")
    text = "\n".join(p.read_text() for p in PAGES)
    for name in OWN_PAGES[part]:
        assert callable(getattr(module, name))
        assert re.search(rf"\b{name}\(", text), name


FIGURES = draw().FIGURES


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_what_the_library_draws(name):
    """Floating point may differ in the last figure between machines: numbers are compared, not bytes."""
    drawn, kept = FIGURES[name](), (ROOT / "docs" / "methods" / "figures" / f"{name}.svg").read_text()
    number = r"-?\d+\.?\d*"
    assert re.sub(number, "0", drawn) == re.sub(number, "0", kept)
    assert [float(n) for n in re.findall(number, drawn)] == pytest.approx(
        [float(n) for n in re.findall(number, kept)], abs=0.2
    )
