"""The due date of a case: how it is counted, counted again, and put into words."""
