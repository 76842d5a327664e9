"""Request forms: the blocks that editors build them from, as plain data, and as Django forms."""
