from datetime import date


class NoSuchPeriod(LookupError):
    """No period of an obligation begins on this day, or it has not begun yet."""

    def __init__(self, first: date):
        self.first = first
        super().__init__(f"No period begins on {first.isoformat()}.")
