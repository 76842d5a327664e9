"""What whoever holds a receipt may know of a case."""
