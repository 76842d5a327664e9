"""What the review tells whoever listens, inside the transaction in which it happens."""

from django.dispatch import Signal

# Sent after an edit, with ``instance`` (the WorkflowState), ``states`` (the decisions that no
# longer count) and ``user`` (who edited, or None).
approvals_voided = Signal()
