"""Measure returns and releases: saving a field, all at once, through a kill; a large workbook; a region, a country."""

import sys
import tempfile

from benchmarks.databases import postgres, run_with
from benchmarks.outcomes_saving import all_at_once, killed_in_the_middle, last_hour, one_by_one, p95, prepared, served
from benchmarks.report import Report

FIELD_S, AT_ONCE_S = 0.05, 1.0
KILLS, BURSTS = 20, 5
PATIENCE_S = {"region": 300.0, "nation": 720.0}


def saving(report: Report, name: str, database_url: str | None) -> None:
    """Measure one save alone, two hundred people at work, two hundred in one instant; then kill the server twenty times."""
    with tempfile.TemporaryDirectory() as folder:
        ground = prepared(folder, database_url)
        with served(ground) as (port, _):
            report.say(f"outcomes: saving a field, {name}", one_by_one(port, ground), "s", limit=FIELD_S)
            saved = last_hour(port, ground)
            same = all(one.is_told for one in saved)
            report.say(f"outcomes: 200 at work, p95, {name}", p95(saved), "s", limit=AT_ONCE_S, same=same)
            saved = [
                one
                for number in range(BURSTS)
                for one in all_at_once(port, ground, [600 + number] * len(ground.savers))
            ]
            same = all(one.is_told for one in saved)
            report.say(f"outcomes: 200 in one instant, p95, {name}", p95(saved), "s", limit=AT_ONCE_S, same=same)
        kills = killed_in_the_middle(ground, range(KILLS))
    is_kept = not any(kill.lost or kill.broken for kill in kills)
    is_middle = all(kill.told and kill.untold for kill in kills)
    report.say(f"outcomes: killed {KILLS} times, saves told of, {name}", sum(kill.told for kill in kills), "saves")
    report.say(f"outcomes: of those lost, {name}", sum(kill.lost for kill in kills), "saves", limit=0, same=is_middle)
    report.say(
        f"outcomes: returns broken, {name}", sum(kill.broken for kill in kills), "returns", limit=0, same=is_kept
    )


def main(parts: list[str]) -> None:
    report = Report()
    failed = False
    if "saving" in parts:
        saving(report, "SQLite", None)
        with postgres() as url:
            if url:
                saving(report, "PostgreSQL", url)
            else:
                report.say("outcomes: PostgreSQL could not be had", 0, "")
    if "workbook" in parts:
        failed |= bool(run_with("benchmarks.outcomes_workbook"))
    for name in ("region", "nation"):
        if name in parts:
            failed |= bool(run_with("benchmarks.outcomes_release", name, str(PATIENCE_S[name])))
    if failed:
        sys.exit(1)
    report.finish()


if __name__ == "__main__":
    main(sys.argv[1:] or ["saving", "workbook", "region", "nation"])
