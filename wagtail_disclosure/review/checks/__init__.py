"""System checks: of guarded types, and of the settings around the guard."""
