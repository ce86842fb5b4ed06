"""Sent inside the transaction when the answers to a matter are complete, or complete no longer, so that the apps above
can follow."""

from django.dispatch import Signal

matter_answered = Signal()  # matter
matter_missed = Signal()  # matter
