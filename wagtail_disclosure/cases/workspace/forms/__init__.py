"""The forms of the workspace, one for each action that asks for more than a reason."""
