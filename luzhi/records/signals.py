"""Sent inside the transaction of a write, so that an index or a counter kept elsewhere stands or falls with it."""

from django.dispatch import Signal

record_written = Signal()  # record, created
record_removed = Signal()  # record, pk
