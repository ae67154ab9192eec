from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import path

from desk import views

FORM = "desk/form.html"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("staff/", admin.site.urls),
    path("login/", auth_views.LoginView.as_view(template_name=FORM), name="login"),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("password/change/", auth_views.PasswordChangeView.as_view(template_name=FORM, success_url="/"), name="password_change"),
    path("password/reset/", views.ResetRequestView.as_view(), name="password_reset"),
    path("password/reset/<uidb64>/<token>/", auth_views.PasswordResetConfirmView.as_view(template_name=FORM, success_url="/login/"), name="password_reset_confirm"),
    path("", views.ApplicationListView.as_view(), name="application-list"),
    path("applications/new/", views.ApplicationCreateView.as_view(), name="application-create"),
    path("applications/<uuid:pk>/", views.ApplicationDetailView.as_view(), name="application-detail"),
    path("applications/<uuid:pk>/edit/", views.ApplicationUpdateView.as_view(), name="application-edit"),
    path("applications/<uuid:pk>/submit/", views.SubmitView.as_view(), name="application-submit"),
    path("applications/<uuid:pk>/attachments/", views.AttachmentCreateView.as_view(), name="attachment-create"),
    path("applications/<uuid:pk>/review/", views.ReviewView.as_view(), name="application-review"),
    path("applications/<uuid:pk>/decision/", views.DecisionView.as_view(), name="application-decision"),
    path("attachments/<uuid:pk>/", views.AttachmentDownloadView.as_view(), name="attachment"),
    path("rounds/<int:pk>/export.csv", views.RoundExportView.as_view(), name="round-export"),
]
