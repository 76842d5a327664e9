"""A table that somebody uploads, tries out and loads in the admin: drafts in a batch for review.

``sources``, ``text_tables`` and ``workbooks`` read files, ``columns`` says what is in them,
``reading``, ``checking``, ``loading`` and ``proposing`` are its steps, and ``running`` takes one
after the other. Rows are written by ``catalog.importers``, as by the command.
"""
