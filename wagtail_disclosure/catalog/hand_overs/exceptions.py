class NothingToHandOver(LookupError):
    """No public entry is like what was chosen."""

    def __init__(self) -> None:
        super().__init__("No public entry is of that year, unit and category.")


class FileNotAsStored(ValueError):
    """A file is missing from storage, is quarantined, or is not what its hash says."""

    def __init__(self, name: str):
        self.name = name
        super().__init__(f"The file {name} can't be handed over as it is.")
