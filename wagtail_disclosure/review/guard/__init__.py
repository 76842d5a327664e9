"""The write side of the guard: no save makes uncleared content public."""
