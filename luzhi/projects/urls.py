from django.urls import path

from luzhi.projects import views

urlpatterns = [path("pipeline/", views.show_pipeline, name="project-pipeline")]
