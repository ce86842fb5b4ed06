"""The days of the expo itself: badges, sign-in desks, gates, incidents, the command room and tomorrow's papers."""
