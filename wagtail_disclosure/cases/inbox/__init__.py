"""The listing of cases."""
