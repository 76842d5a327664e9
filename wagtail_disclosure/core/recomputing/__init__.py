"""What follows from a changed law or calendar: due dates are computed anew by a task."""
