"""Time the ingest of a register of 50,000 schools, first and unchanged again, beside a plain Django loop.

The register is made up: GIAS's own heading of 140 columns, names and numbers drawn with a seed, real postcodes. The
peer reads the same file with csv and calls update_or_create a row, in one transaction: what a volunteer would write.
It is given 5,000 rows, and its time is multiplied by ten.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import peak_megabytes

ROWS, PEER_ROWS, COLUMNS = 50_000, 5_000, 140
LIMITS = {"first": 30.0, "unchanged": 10.0, "memory": 600.0}
USED = (
    "URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|TypeOfEstablishment (name)|"
    "EstablishmentStatus (name)|OpenDate|CloseDate|PhaseOfEducation (name)|StatutoryLowAge|StatutoryHighAge|"
    "NumberOfPupils|PercentageFSM|Trusts (name)|UKPRN|Street|Locality|Address3|Town|Postcode|SchoolWebsite|"
    "TelephoneNum|HeadFirstName|HeadLastName|DistrictAdministrative (code)|Easting|Northing|LSOA (code)"
).split("|")
WORDS = ("Alder", "Brook", "Castle", "Dale", "Elm", "Fern", "Grange", "Hill", "Ivy", "Kings", "Lea", "Mill")


def write_register(path: Path, rows: int, points: list[tuple[str, str, int, int]]) -> None:
    """Write an invented register of so many schools."""
    chance = random.Random(50)
    filler = [f"Column{number}" for number in range(COLUMNS - len(USED))]
    with path.open("w", newline="", encoding="cp1252") as file:
        writer = csv.writer(file)
        writer.writerow([*USED, *filler])
        for number in range(rows):
            postcode, district, easting, northing = points[number % len(points)]
            name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number} Primary School"
            writer.writerow(
                [100_000 + number, 830 + number % 60, f"Authority {number % 60}", f"{2000 + number % 7000}", name,
                 "Community school", "Open", "01/09/1990", "", "Primary", 4, 11, chance.randint(60, 600),
                 f"{chance.random() * 60:.1f}", "", 10_000_000 + number, f"{number % 200} High Street", "", "", "Town",
                 postcode, f"www.school{number}.example.org", "01632 960000", "A", "Head", district, easting, northing,
                 "", *["Not applicable"] * len(filler)]
            )  # fmt: skip


def known_points() -> list[tuple[str, str, int, int]]:
    """Return every fiftieth postcode of England with its district and its point."""
    from django.conf import settings

    from maypole.places import gazetteer

    book = gazetteer.opened(settings.DATA_DIR)
    found = []
    for row in range(0, len(book.codes), 50):
        code, district = book.codes[row].decode(), book.district_codes[book.districts[row]].decode()
        if district.startswith("E0"):
            easting, northing = (int(metres) for metres in book.points[row])
            found.append((f"{code[:-3]} {code[-3:]}", district, easting, northing))
    return found


def ingest_once(path: Path) -> tuple[float, float, dict[str, int]]:
    """Ingest in a process of its own and return seconds, megabytes at most, and what it counted."""
    code = "import benchmarks.ingest as b, sys; b.timed_ingest(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return told["seconds"], told["megabytes"], told["counts"]


def timed_ingest(path: str) -> None:
    """Ingest a file and print how long it took: what the process of its own runs."""
    set_up()
    from django.utils import timezone

    from maypole.core.ingest.registry import source_named
    from maypole.core.ingest.runs import Request, ingest
    from maypole.web.ingesting import make_real

    begun = time.perf_counter()
    _, report = ingest(Request(source_named("gias"), Path(path), before=make_real), clock=timezone.now)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes(), "counts": report.counts()}))


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maypole.config.settings")
    import django

    django.setup()


def peer_seconds(path: Path) -> tuple[float, float, int]:
    """Time the plain loop, first and again, scaled to all rows; return how many schools it made."""
    from django.db import transaction

    from maypole.directory.models import School

    def loop() -> float:
        begun = time.perf_counter()
        with transaction.atomic(), path.open(encoding="cp1252", newline="") as file:
            for row in csv.DictReader(file):
                School.objects.update_or_create(
                    urn=int(row["URN"]),
                    defaults={
                        "name": row["EstablishmentName"],
                        "authority_name": row["LA (name)"],
                        "postcode": row["Postcode"],
                        "town": row["Town"],
                        "phase": "primary",
                        "roll": int(row["NumberOfPupils"]),
                        "fsm_percent": float(row["PercentageFSM"]),
                    },
                )
        return (time.perf_counter() - begun) * ROWS / PEER_ROWS

    first = loop()
    return first, loop(), School.objects.count()


def line(name: str, value: float, unit: str, limit: float, peer_value: float | None, same: bool | None) -> dict:
    ratio = round(peer_value / value, 2) if peer_value else None
    return {
        "name": f"ingest.{name}",
        "value": round(value, 2),
        "unit": unit,
        "better": "lower",
        "limit": limit,
        "peer": "Django update_or_create a row" if peer_value else None,
        "peer_value": round(peer_value, 2) if peer_value else None,
        "ratio": ratio,
        "same_answer": same,
        "ok": value <= limit and (ratio is None or ratio >= 1) and same is not False,
    }


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MAYPOLE_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        set_up()
        from django.core.management import call_command

        from maypole.directory.models import School

        call_command("migrate", verbosity=0)
        points = known_points()
        register, shorter = Path(folder) / "register.csv", Path(folder) / "shorter.csv"
        write_register(register, ROWS, points)
        write_register(shorter, PEER_ROWS, points)
        peer_first, peer_again, peer_count = peer_seconds(shorter)
        School.objects.all().delete()
        first, memory, counted = ingest_once(register)
        again, memory_again, counted_again = ingest_once(register)
        same = counted["new"] == ROWS == counted["placed"] and peer_count == PEER_ROWS
        lines = [
            line("first", first, "s", LIMITS["first"], peer_first, same),
            line("unchanged", again, "s", LIMITS["unchanged"], peer_again, counted_again["unchanged"] == ROWS),
            line("memory", max(memory, memory_again), "MB", LIMITS["memory"], None, None),
        ]
    for each in lines:
        print(json.dumps(each))
    return 0 if all(each["ok"] is not False for each in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
