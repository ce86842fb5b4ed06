"""Sent inside the transaction when a matter goes to its units, and when its answers are complete, or complete no
longer, so that the apps above can follow."""

from django.dispatch import Signal

matter_sent = Signal()  # matter, by
matter_answered = Signal()  # matter
matter_missed = Signal()  # matter
matter_classed = Signal()  # matter; its class as a whole is another one, or none any more
