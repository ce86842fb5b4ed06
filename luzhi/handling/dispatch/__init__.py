"""Handing over: meetings with their list and minutes, alerts of the clocks, matters sent to other bodies, talks."""
