"""When would it be due: the deadline calculator for visitors and officers."""
