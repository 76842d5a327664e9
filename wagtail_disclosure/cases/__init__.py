"""Information requests: the form, the case, its clock, its answer, and who may see what."""
