"""Whether somebody may still read a record at the moment a notice about it leaves."""

from luzhi.access.actors import find_actor
from luzhi.access.models import User
from luzhi.common.models import Notice
from luzhi.records.kinds import KINDS


def may_read(notice: Notice) -> bool:
    """A notice about a record goes only to who may see the record now; one about nothing of ours goes to anybody
    who still holds a role at the body."""
    user = User.objects.get(pk=notice.recipient_id)
    actor = find_actor(user, notice.body_id)
    if actor is None or actor.body_id != notice.body_id:
        return False
    kind = KINDS.get(notice.kind)
    if kind is None or notice.object_id is None:
        return True
    return actor.may(f"{kind.key}.view") and kind.visible_to(actor).filter(pk=notice.object_id).exists()
