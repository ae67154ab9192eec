from django.urls import path

from accounts.views import ClosedAccounts

urlpatterns = [path("accounts/closed", ClosedAccounts.as_view())]
