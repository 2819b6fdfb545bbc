"""Django's own views, with the admin's pages."""

from django.contrib import admin
from django.contrib.auth import views
from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("", lambda request: HttpResponse("ok")),
    path("admin/", admin.site.urls),
    path("login/", views.LoginView.as_view(template_name="admin/login.html"), name="login"),
    path("reset/", views.PasswordResetView.as_view(), name="password_reset"),
    path("reset/done/", views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "reset/<uidb64>/<token>/",
        views.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "reset/complete/",
        views.PasswordResetCompleteView.as_view(),
        name="password_reset_complete",
    ),
]
