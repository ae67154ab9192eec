from django.urls import path

from . import views

urlpatterns = [
    path("accounts", views.AccountsView.as_view()),
    path("session", views.SessionView.as_view()),
    path("session/refresh", views.RefreshView.as_view()),
    path("session/end", views.EndView.as_view()),
    path("password-resets", views.ResetsView.as_view()),
    path("password-resets/confirm", views.ResetConfirmView.as_view()),
    path("me", views.MeView.as_view()),
    path("me/password", views.PasswordView.as_view()),
    path("dashboard", views.DashboardView.as_view()),
    path("admin/accounts", views.AdminAccountsView.as_view()),
    path("admin/accounts/<uuid:pk>/role", views.RoleView.as_view()),
    path("admin/accounts/<uuid:pk>/disable", views.DisableView.as_view()),
]
