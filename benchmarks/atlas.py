"""Measure evidence on an invented England: indicators, one return changed, a partnership's page, plans."""

import sys

from benchmarks.databases import run_with


def main() -> None:
    sys.exit(run_with("benchmarks.atlas_england", *sys.argv[1:]))


if __name__ == "__main__":
    main()
