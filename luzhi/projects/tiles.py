"""What projects show on assignments: those that came of activities under one."""

from luzhi.mandate.tiles import Tile, register_tile

register_tile(Tile("mandate.assignment", "projects.projects", "assignment", order=30))
