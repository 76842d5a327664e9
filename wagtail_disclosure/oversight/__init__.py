"""What the agency answers for: the statutory annual report. Optional."""
