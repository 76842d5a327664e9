"""A catalog as one would write it with Wagtail alone: what ours is compared with."""
