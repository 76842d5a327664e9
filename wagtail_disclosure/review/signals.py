"""What the review tells whoever listens, inside the transaction in which it happens."""

from django.dispatch import Signal

# Sent after an edit, with ``instance`` (the WorkflowState), ``states`` (the decisions that no
# longer count) and ``user`` (who edited, or None).
approvals_voided = Signal()

# Sent for each row of a guarded type, with ``sender`` (the type) and ``key`` (its primary key):
# visitors see it from now on, or see something else of it than before.
disclosed = Signal()

# As before: nobody sees it any more. May be sent of what nobody saw, and before a deletion.
withdrawn = Signal()
