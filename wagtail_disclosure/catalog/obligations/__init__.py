"""The obligation matrix: what has to be published, by whom, how often, and what was."""
