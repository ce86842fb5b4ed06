"""What handling shows on assignments."""

from luzhi.mandate.tiles import Tile, register_tile

register_tile(Tile("mandate.assignment", "handling.recommendations", "assignment", order=20))
register_tile(Tile("mandate.assignment", "handling.answered_not_done", "assignment", order=22))
