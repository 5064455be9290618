"""Why a file cannot be taken in, said so that whoever sees it knows what to do."""


class UnableToIngest(Exception):
    """The whole file is refused: which, where in it, what is wrong and what to do."""

    def __init__(self, problem: str, *, remedy: str, file: str = "", line: int | None = None, column: str = "") -> None:
        self.problem, self.remedy, self.file, self.line, self.column = problem, remedy, file, line, column
        super().__init__(problem)

    def __str__(self) -> str:
        places = [self.file, f"line {self.line}" if self.line else "", f'column "{self.column}"' if self.column else ""]
        where = ", ".join(place for place in places if place)
        return f"{where}: {self.problem} {self.remedy}" if where else f"{self.problem} {self.remedy}"


class BadValue(ValueError):
    """One value of one row is unusable; the row is refused and the others are read on."""

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(f"{column}: {problem}")


class Stopped(Exception):
    """Somebody pressed stop before anything was written."""
