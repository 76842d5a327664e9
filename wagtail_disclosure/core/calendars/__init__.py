"""Work calendars: where their days come from, and correcting them."""
