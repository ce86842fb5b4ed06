"""Timetables of meetings between firms: who meets whom, when, at which table; why not; what a no-show changes.

`problem` holds the values and rules, `timetable.plan` makes a timetable, `exact.hold_all` proves one for the published
problem, `causes` explains what could not be met, `repair` mends after a no-show, `seats` gives tables and interpreters,
`suggest` finds firms that fit. Modules that load the solver are imported where they are used: it takes 0.3 s.
"""
