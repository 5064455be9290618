"""What can go wrong when a release is protected, by name."""


class Unprotectable(Exception):
    """No pattern of withheld cells makes these tables safe, so nothing is published.

    ``cells`` names the cells that stay recoverable, or too narrow, whatever else is withheld.
    """

    def __init__(self, message: str, cells: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.cells = cells


class Stopped(Exception):
    """The caller's ``on_progress`` answered False; nothing was published."""
