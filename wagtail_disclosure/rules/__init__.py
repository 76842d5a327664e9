"""The law as plain values and functions: no Django, no clock, no input or output.

Dates, events and settings come in as arguments; what goes out is a value or an error that names
what was wrong.
"""
