"""A few fields of many entries at once, as drafts of each."""
