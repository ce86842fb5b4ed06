"""What must hold before a step of a proposal, each with the sentence a refused person reads."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.core.workflow import Guard
from luzhi.handling.workflow import say_rounds


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What the guards of a proposal look at."""

    has_text: bool = True  # every part that the rules ask for
    missing: str = ""
    title_fits: bool = True
    title_form: str = ""
    longest: int = 0  # the longest part
    longest_part: int | None = None
    items: int = 0
    most_items: int | None = None
    most_signers: int | None = None
    named: bool = True
    allowed_kind: bool = True
    between: bool = False
    closed_since: Any = None
    in_year: int = 0
    quota: int | None = None
    confirmed: bool = True
    sign_by: dt.date | None = None
    earliest: dt.date | None = None
    level: int = 0
    levels: tuple[str, ...] = ()
    dispositions: str = ""
    title_length: int = 0
    longest_title: int | None = None
    text_length: int = 0
    longest_text: int | None = None
    no_secrets: bool = True
    joint: bool = False
    signers: int = 1
    fewest_signers: int = 1
    invited: int = 0
    units: int = 0
    gaps: str = ""
    unsatisfied: int = 0
    settled: bool = False  # a face-to-face meeting has settled this round
    rounds_left: bool = True
    most_rounds: int = 0
    after_rounds: str = ""
    answered: int = 0


HAS_TEXT = Guard(
    "has_text",
    lambda facts: facts.has_text,
    lambda facts: gettext("Something is missing: %(parts)s.") % {"parts": facts.missing},
)
TITLE_FORM = Guard(
    "title_form",
    lambda facts: facts.title_fits,
    lambda facts: gettext("The rules want titles of the form “%(form)s”.") % {"form": facts.title_form},
)
PART_FITS = Guard(
    "part_fits",
    lambda facts: facts.longest_part is None or facts.longest <= facts.longest_part,
    lambda facts: (
        gettext("One part has %(n)s characters; the rules allow %(most)s.")
        % {"n": facts.longest, "most": facts.longest_part}
    ),
)
FEW_ITEMS = Guard(
    "few_items",
    lambda facts: facts.most_items is None or facts.items <= facts.most_items,
    lambda facts: (
        gettext("It has %(n)s recommendations; the rules allow %(most)s. One matter, one proposal.")
        % {"n": facts.items, "most": facts.most_items}
    ),
)
NOT_TOO_MANY = Guard(
    "not_too_many",
    lambda facts: not facts.joint or facts.most_signers is None or facts.signers <= facts.most_signers,
    lambda facts: (
        gettext("A joint proposal has at most %(most)s signers; it has %(n)s.")
        % {"most": facts.most_signers, "n": facts.signers}
    ),
)
NAMED = Guard(
    "named", lambda facts: facts.named, _("Name the party, organisation, committee, sector or group that proposes.")
)
KIND_ALLOWED = Guard(
    "kind_allowed",
    lambda facts: facts.allowed_kind,
    lambda facts: (
        gettext("Between sessions the rules take no proposals from this kind of proposer.")
        if facts.between
        else gettext("At a session the rules take no proposals from this kind of proposer.")
    ),
)
IN_TIME = Guard(
    "in_time",
    lambda facts: facts.closed_since is None,
    lambda facts: (
        gettext("Proposals of the session were taken until %(moment)s; the next ones are taken after it has closed.")
        % {"moment": f"{timezone.localtime(facts.closed_since):%Y-%m-%d %H:%M}"}
    ),
)
QUOTA = Guard(
    "quota",
    lambda facts: facts.quota is None or facts.in_year < facts.quota,
    lambda facts: (
        gettext("The first signer has submitted %(n)s proposals this year; the rules allow %(most)s.")
        % {"n": facts.in_year, "most": facts.quota}
    ),
)
CONFIRMED = Guard(
    "confirmed",
    lambda facts: facts.confirmed,
    _("The office has entered it for the first signer, who has not confirmed it yet."),
)
TIME_TO_SIGN = Guard(
    "time_to_sign",
    lambda facts: facts.sign_by is None or facts.earliest is None or facts.sign_by >= facts.earliest,
    lambda facts: gettext("They need time to sign: at least until %(day)s.") % {"day": facts.earliest},
)
MORE_LEVELS = Guard(
    "more_levels", lambda facts: facts.level + 1 < len(facts.levels), _("There is no further level of review.")
)
LAST_LEVEL = Guard(
    "last_level",
    lambda facts: facts.level + 1 >= len(facts.levels),
    lambda facts: gettext("It is decided at the level “%(level)s”; pass it on first.") % {"level": facts.levels[-1]},
)


def allowed(disposition: str) -> Guard:
    """The rules may leave out what a review can decide."""
    return Guard(
        f"allowed_{disposition}",
        lambda facts: not facts.dispositions or disposition in facts.dispositions.split(),
        _("The rules in force do not know this decision."),
    )


ALLOWED = {name: allowed(name) for name in ("correct", "merge", "opinions", "scpo", "return")}
TITLE_FITS = Guard(
    "title_fits",
    lambda facts: facts.longest_title is None or facts.title_length <= facts.longest_title,
    lambda facts: (
        gettext("The title has %(n)s characters; the rules allow %(most)s.")
        % {"n": facts.title_length, "most": facts.longest_title}
    ),
)
TEXT_FITS = Guard(
    "text_fits",
    lambda facts: facts.longest_text is None or facts.text_length <= facts.longest_text,
    lambda facts: (
        gettext("The text has %(n)s characters; the rules allow %(most)s.")
        % {"n": facts.text_length, "most": facts.longest_text}
    ),
)
DECLARED = Guard(
    "declared", lambda facts: facts.no_secrets, _("The proposer has to declare that it contains nothing secret.")
)
ENOUGH_SIGNERS = Guard(
    "enough_signers",
    lambda facts: not facts.joint or facts.signers >= facts.fewest_signers,
    lambda facts: (
        gettext("A joint proposal needs %(least)s signers; it has %(n)s.")
        % {"least": facts.fewest_signers, "n": facts.signers}
    ),
)
SOMEBODY_INVITED = Guard("somebody_invited", lambda facts: facts.invited > 0, _("Nobody has been invited to sign yet."))
HAS_UNITS = Guard("has_units", lambda facts: facts.units > 0, _("No unit has been chosen yet; refer the matter first."))
ALL_ANSWERED = Guard("all_answered", lambda facts: not facts.gaps, lambda facts: facts.gaps)
NOBODY_UNSATISFIED = Guard(
    "nobody_unsatisfied",
    lambda facts: not facts.unsatisfied or facts.settled,
    lambda facts: gettext("%(n)s proposers are not satisfied; it has to be handled again.") % {"n": facts.unsatisfied},
)
ROUNDS_LEFT = Guard(
    "rounds_left",
    lambda facts: facts.rounds_left,
    lambda facts: (
        f"{say_rounds(facts.most_rounds, facts.after_rounds)} {gettext('Hold the meeting, enter it, and close.')}"
    ),
)
SOMEBODY_UNSATISFIED = Guard(
    "somebody_unsatisfied", lambda facts: facts.unsatisfied > 0, _("No proposer has declared not to be satisfied.")
)
NOTHING_ANSWERED = Guard(
    "nothing_answered",
    lambda facts: not facts.answered,
    _("Its recommendations have been answered already as part of the merged proposal."),
)
READY = (
    HAS_TEXT, TITLE_FITS, TITLE_FORM, TEXT_FITS, PART_FITS, FEW_ITEMS, DECLARED, ENOUGH_SIGNERS, NOT_TOO_MANY, NAMED,
    KIND_ALLOWED, IN_TIME, QUOTA, CONFIRMED,
)  # fmt: skip
