"""What is destroyed of cases that ended long ago: when, in which order, and what holds it up."""
