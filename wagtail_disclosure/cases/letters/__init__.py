"""What is written to people: merge fields, and what they can do against an outcome."""
