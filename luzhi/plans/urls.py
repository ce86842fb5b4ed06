"""The planner's own pages."""

from django.urls import path

from luzhi.plans import change_views, daily_views, exchange_views, paper_views, views

urlpatterns = [
    path("plans/start/", views.start_plan, name="plan-start"),
    path("plans/<int:pk>/board/", views.show_board, name="plan-board"),
    path("plans/<int:pk>/type/", views.type_plan, name="plan-type"),
    path("plans/<int:pk>/change/", change_views.change_plan, name="plan-change"),
    path("plans/<int:pk>/versions/", views.show_versions, name="plan-versions"),
    path("plans/<int:pk>/week/", daily_views.show_week, name="plan-week"),
    path("plans/<int:pk>/timing/", daily_views.show_timing, name="plan-timing"),
    path("plans/<int:pk>/sheet/", views.print_sheet, name="plan-a3"),
    path("plans/<int:pk>/people/", exchange_views.show_people, name="plan-people"),
    path("plans/<int:pk>/plan.xlsx", exchange_views.send_sheet, name="plan-sheet"),
    path("plans/<int:pk>/plan.xml", exchange_views.send_project, name="plan-project"),
    path("plans/<int:pk>/bring/", exchange_views.bring_file, name="plan-bring"),
    path("plan-papers/<int:pk>/compare/", paper_views.compare, name="paper-compare"),
    path("plan-papers/<int:pk>/next/", paper_views.begin_next, name="paper-next"),
    path("plan-papers/<int:pk>/task-list/", paper_views.take_task_list, name="paper-task-list"),
    path("my-tasks/", daily_views.show_my_tasks, name="my-tasks"),
    path("my-tasks/calendar.ics", exchange_views.send_my_calendar, name="my-tasks-calendar"),
    path("feeds/<slug:secret>.ics", exchange_views.send_feed, name="task-feed"),
    path("feeds/<slug:secret>/team-<int:team>.ics", exchange_views.send_feed, name="team-feed"),
    path("checks/<int:pk>/made/", daily_views.note_check, name="check-made"),
    path("tasks/<int:pk>/hand-over/", daily_views.hand_over_task, name="task-hand-over"),
]
