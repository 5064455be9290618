"""The evidence library for people who have only tables: csv in, csv out."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from maypole.evidence.access import Gaussian, count, fca, nearest, pairs
from maypole.evidence.commands.breakdowns import Breakdown, breakdown
from maypole.evidence.commands.counts import audit_counts, protect_counts
from maypole.evidence.commands.rows import BadFile, Rows, read_rows, write_rows
from maypole.evidence.disclosure import Unprotectable
from maypole.evidence.equity import concentration_index, gini, palma, rii, sii, theil

EXAMPLES = """examples:
  python -m maypole.evidence protect counts.csv --rows district --columns stage --threshold 5 > safe.csv
  python -m maypole.evidence protect counts.csv --rows "region>county>school" --columns stage > safe.csv
  python -m maypole.evidence audit safe.csv other.csv
  python -m maypole.evidence audit safe.csv counties.csv --hierarchy "region>county>school"
  python -m maypole.evidence access schools.csv sites.csv --km 30
  python -m maypole.evidence equity schools.csv --value places --weight pupils --deprivation decile

A csv has a header. In counts, the code "all" is a total and the figure "c" is withheld. Columns that
stand one under another are named together, the widest first: "region>county>school"; all of a county is a row with
"all" as its school. Points are columns easting and
northing, in metres on the British grid. Results go to standard output, progress and errors to standard error.
Exit status: 0 done, 1 the audit found something or nothing safe can be published, 2 a file or an option is wrong.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Unprotectable as refused:
        print(f"nothing is published: {refused}", file=sys.stderr)
        return 1
    except (BadFile, OSError, UnicodeDecodeError, ValueError) as wrong:
        print(f"{type(wrong).__name__}: {wrong}" if isinstance(wrong, OSError) else wrong, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m maypole.evidence", description=__doc__, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_audit(commands)
    _add_protect(commands)
    _add_access(commands)
    _add_equity(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=text, description=text, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def _add_audit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "audit", "Find withheld figures that readers can work out.")
    command.add_argument("files", nargs="+", help="published tables; tables with columns in common are read together")
    command.add_argument("--value", default="value", help="the column of figures (value)")
    command.add_argument("--width", type=int, default=5, help="whole numbers that must stay possible (5)")
    command.add_argument(
        "--hierarchy", type=_breakdown, action="append", default=[],
        help="columns that stand one under another: region>county>school; may be given again for others",
    )  # fmt: skip
    command.add_argument("--zeros-printed", action="store_true", help="readers know that a zero is never withheld")
    command.set_defaults(run=_audit)


def _add_protect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "protect", "Withhold small counts, and what would give them away.")
    command.add_argument("file", help="counts, one cell a row")
    command.add_argument(
        "--rows",
        required=True,
        type=_breakdown,
        help="the column that breaks counts down, or several, one under another: region>county>school",
    )
    command.add_argument("--columns", type=_breakdown, help="another such column, or several")
    command.add_argument("--value", default="value", help="the column of figures (value)")
    command.add_argument("--threshold", type=int, default=5, help="counts below this are small (5)")
    command.set_defaults(run=_protect)


def _add_access(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "access", "Say what each school can reach.")
    command.add_argument("schools", help="csv with id, easting, northing and, if you have it, pupils")
    command.add_argument("sites", help="csv with id, easting, northing and, if you have it, places")
    command.add_argument("--km", type=float, required=True, help="how far is in reach")
    command.add_argument("--half", type=float, help="km at which a site counts less (a third of --km)")
    command.set_defaults(run=_access)


def _add_equity(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "equity", "Say how unequally something is spread, with intervals.")
    command.add_argument("file", help="one school a row")
    command.add_argument("--value", required=True, help="the column of amounts per pupil")
    command.add_argument("--weight", help="the column of pupils")
    command.add_argument("--deprivation", help="the column of deciles, 1 the most deprived")
    command.add_argument("--cluster", help="the column of districts")
    command.set_defaults(run=_equity)


def _breakdown(text: str) -> Breakdown:
    try:
        return breakdown(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def _read(file: str) -> Rows:
    with open(file, encoding="utf-8-sig", newline="") as source:
        return read_rows(file, source)


class _Progress:
    """Prints how far long work has come, at most once a second."""

    def __init__(self) -> None:
        self.told = time.monotonic()

    def __call__(self, done: int, total: int, message: str) -> bool:
        if time.monotonic() - self.told > 1:
            self.told = time.monotonic()
            print(f"{message}: {done} of {total}", file=sys.stderr)
        return True


def _audit(options: argparse.Namespace) -> int:
    files = [_read(file) for file in options.files]
    published, report = audit_counts(
        files, options.hierarchy, options.value, options.width, options.zeros_printed, _Progress()
    )
    found = [[f.cell, f.attacker, f.low, f.high, f.possible] for f in report.findings]
    write_rows(["cell", "attacker", "lowest", "highest", "possible"], found, sys.stdout)
    held = int(published.ask.sum())
    print(f"{len({f.cell for f in report.findings})} of {held} withheld cells are too narrow", file=sys.stderr)
    return 1 if found else 0


def _protect(options: argparse.Namespace) -> int:
    breakdowns = [options.rows, *([options.columns] if options.columns else [])]
    rows = protect_counts(_read(options.file), breakdowns, options.value, options.threshold, _Progress())
    write_rows([*(name for b in breakdowns for name in b.columns), options.value], rows, sys.stdout)
    return 0


def _access(options: argparse.Namespace) -> int:
    schools, sites = _read(options.schools), _read(options.sites)
    origins, places = _points(schools), _points(sites)
    near = pairs(origins, places, options.km)
    index, km = nearest(origins, places, 1)
    header = ["id", "sites_in_reach", "nearest", "nearest_km"]
    names = sites.texts("id")
    rows: list[list[object]] = [
        [school, int(n), names[i] if i >= 0 else "", round(float(d), 3) if i >= 0 else ""]
        for school, n, i, d in zip(
            schools.texts("id"), count(near, [options.km])[:, 0], index[:, 0], km[:, 0], strict=True
        )
    ]
    if "pupils" in schools.header and "places" in sites.header:
        decay = Gaussian(options.half or options.km / 3)
        access = fca(near, schools.numbers("pupils"), sites.numbers("places"), decay=decay)
        header.append("places_per_pupil")
        rows = [[*row, f"{a:.6g}"] for row, a in zip(rows, access, strict=True)]
    write_rows(header, rows, sys.stdout)
    return 0


def _points(rows: Rows) -> list[tuple[float, float]]:
    return list(zip(rows.numbers("easting"), rows.numbers("northing"), strict=True))


def _equity(options: argparse.Namespace) -> int:
    rows = _read(options.file)
    values = rows.numbers(options.value)
    weights = rows.numbers(options.weight) if options.weight else None
    clusters = rows.texts(options.cluster) if options.cluster else None
    found = {index.__name__: index(values, weights, clusters=clusters) for index in (gini, theil, palma)}
    if options.deprivation:
        deciles = rows.numbers(options.deprivation)
        for slope in (concentration_index, sii, rii):
            found[slope.__name__] = slope(values, deciles, weights, clusters=clusters)
    table = [[name, e.value, e.se, e.low, e.high, e.n, e.why_not or e.in_words] for name, e in found.items()]
    shown = [
        ["" if cell is None else f"{cell:.6g}" if isinstance(cell, float) else cell for cell in row] for row in table
    ]
    write_rows(["index", "value", "se", "low", "high", "n", "note"], shown, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
