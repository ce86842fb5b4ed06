"""What activities show on assignments and goals."""

from luzhi.mandate.tiles import Tile, register_tile

register_tile(Tile("mandate.assignment", "activities.visits", "assignment", latest="ends_on", visit=True, order=10))
register_tile(Tile("mandate.assignment", "activities.stops", "assignment", order=12))
register_tile(Tile("mandate.assignment", "activities.sessions", "assignment", latest="ends_on", order=14))
register_tile(Tile("mandate.goal", "activities.held", "goal", latest="ends_on", order=10))
register_tile(Tile("mandate.goal", "mandate.campaign_actions", "goal", latest="done_on", order=20))
