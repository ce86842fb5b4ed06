"""Ties the table of incidents to its model."""

from collections.abc import Iterable, Mapping

from luzhi.onsite.models import Incident
from luzhi.onsite.workflow import INCIDENT, IncidentFacts
from luzhi.workflow.engine import Binding, bind


def gather_facts(incidents: Iterable[Incident]) -> Mapping[int, IncidentFacts]:
    return {incident.pk: IncidentFacts(incident.handler_id is not None) for incident in incidents}


bind(Binding(workflow=INCIDENT, model=Incident, facts_of=gather_facts))
