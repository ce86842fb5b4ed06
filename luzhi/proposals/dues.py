"""Signatures asked of a member, planned supervision, and what follows instructions, as entries of calendars."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.feeds import SOURCES, Due
from luzhi.proposals.models import InstructionTask, SupervisionEntry
from luzhi.proposals.queries import open_invitations
from luzhi.records.kinds import url_of


def find_dues(actor: Actor) -> Iterator[Due]:
    """Invitations not yet answered, with the last day for it."""
    asked = open_invitations(actor).filter(proposal__sign_by__isnull=False)
    for signature in asked.select_related("proposal")[:100]:
        proposal = signature.proposal
        if proposal.sign_by is not None:
            yield Due(
                f"signature-{signature.pk}", _("Sign or decline: %(title)s") % {"title": proposal.title},
                proposal.sign_by, proposal.sign_by, proposal.version, proposal.updated_at, "",
                reverse("sign-proposal", args=[proposal.pk]),
            )  # fmt: skip


def find_supervisions(actor: Actor) -> Iterator[Due]:
    """Visits and meetings planned in the logs of key proposals, for those who lead and supervise them."""
    if not actor.person_ids:
        return
    mine = Q(pk__in=[])
    for name in ("leader", "supervisor", "further_leaders", "further_supervisors"):
        mine |= Q(**{f"supervision__{name}__in": actor.person_ids})
    ahead = SupervisionEntry.objects.filter(mine, body=actor.body_id, happened_on__gte=timezone.localdate())
    for entry in ahead.select_related("supervision").distinct().order_by("happened_on", "pk")[:100]:
        if entry.happened_on is not None:
            words = {"form": entry.get_form_display(), "title": entry.supervision.title}
            yield Due(
                f"supervision-{entry.pk}", _("%(form)s for the key proposal “%(title)s”") % words, entry.happened_on,
                entry.happened_on, entry.version, entry.updated_at, entry.text,
                url_of(entry.supervision),
            )  # fmt: skip


def find_tasks(actor: Actor) -> Iterator[Due]:
    """What an officer's units have to do after written instructions."""
    if not actor.holds(Role.OFFICER) or not actor.unit_ids:
        return
    mine = InstructionTask.objects.filter(
        body=actor.body_id, unit__in=actor.unit_ids, state="open", act_by__isnull=False
    )
    for task in mine.select_related("unit").order_by("act_by", "pk")[:100]:
        if task.act_by is not None:
            yield Due(
                f"instruction-task-{task.pk}", _("After an instruction: %(task)s") % {"task": task}, task.act_by,
                task.act_by, task.version, task.updated_at, str(task.unit), url_of(task),
            )  # fmt: skip


SOURCES += [find_dues, find_supervisions, find_tasks]
