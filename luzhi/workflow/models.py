"""The columns every record with a workflow has. Only the engine writes them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stateful(models.Model):
    """A record in a state: since when, whose duty it is now, and by when."""

    state = models.CharField(_("state"), max_length=24, db_index=True)
    state_since = models.DateTimeField(_("in this state since"), null=True, blank=True, editable=False)
    duty_of = models.CharField(_("whose turn"), max_length=24, blank=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True, db_index=True, editable=False)

    class Meta:
        abstract = True
