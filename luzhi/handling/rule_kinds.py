"""The pages of rule sets."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import ActingRequest
from luzhi.access.roles import INSIDE
from luzhi.handling import rules
from luzhi.handling.models import RuleSet
from luzhi.handling.rule_forms import RuleSetForm
from luzhi.handling.rulebook import kept_fields
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register


def draw_doors(request: ActingRequest, found: RuleSet) -> str:
    """The way to the comparison, and to the next edition."""
    if not request.actor.may(rules.PREVIEW):
        return ""
    context = {"obj": found, "may_change": request.actor.may("handling.ruleset.change")}
    return render_to_string("handling/_rule_doors.html", context, request)


register(
    Kind(
        model=RuleSet,
        slug="rule-sets",
        label_path="name",
        columns=(Column("name"), Column("edition"), Column("state"), Column("valid_from"), Column("valid_until"),
                 Column("clause")),
        groups=(
            Group("", ("name", "valid_from", "valid_until", "clause", "edition", "follows")),
            Group(
                _("Who may propose, and when"),
                ("session_proposers", "between_proposers", "window_opens", "late", "quota"),
            ),
            Group(
                _("Text of a proposal"),
                ("title_pattern", "longest_title", "longest_text", "longest_part", "parts", "most_recommendations"),
            ),
            Group(
                _("Signatures"),
                ("cosigners", "most_cosigners", "sign_ahead", "silence", "auto_submit", "seconding", "confirm_proxy"),
            ),
            Group(_("Review"), ("levels", "dispositions", "grounds")),
            Group(_("Dispatch"), ("modes", "unit_kinds", "reassigners")),
            Group(
                _("Return and transfer"),
                ("objection_limit", "objection_base", "ruling_limit", "objection_pauses", "transfer"),
            ),
            Group(
                _("Time to answer"),
                ("reply_base", "session_limit", "kind_limits", "between_limit", "meeting_limit", "formal_limit",
                 "joint_limit", "contact_limit"),
            ),
            Group(_("Extensions and stops"), ("extension", "extensions", "hard_stop", "rolls", "bonuses", "alerts")),
            Group(_("Result classes"), ("letters", "classes", "solved", "uncounted", "followed", "class_changers")),
            Group(
                _("Verdicts and second rounds"),
                ("raters", "secret_ratings", "ratings", "unsatisfied", "content", "uncounted_ratings", "attitudes",
                 "feedback_limit", "second_limit", "rounds", "after_rounds"),
            ),
            Group(_("Publicity"), ("consents", "publish_after", "redactions")),
            Group(_("Key proposals"), ("key_share", "key_leaders", "key_supervisors")),
            Group(_("Reports on social conditions"), ("longest_report", "ladder", "note")),
        ),
        filters=("state",),
        search=("name", "clause"),
        sections=(Section("handling.ruleset", "follows", title=_("Later editions"), add=False),),
        panels=(Panel("doors", draw_doors, place="before"),),
        view=INSIDE,
        form_base=RuleSetForm,
        held=kept_fields,
        first_state="draft",
        help=_("Time limits, classes and scales differ between cities. Enter yours with their period of validity."),
    )
)  # fmt: skip
