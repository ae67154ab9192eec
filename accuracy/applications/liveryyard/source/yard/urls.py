from django.urls import include, path
from rest_framework.routers import DefaultRouter

from stables.views import accounts, billing, horses, office

router = DefaultRouter()
router.register("horses", horses.HorseViewSet, basename="horse")
router.register("treatments", horses.TreatmentViewSet, basename="treatment")
router.register("invoices", billing.InvoiceViewSet, basename="invoice")

urlpatterns = [
    path("api/", include(router.urls)),
    path("api/stalls/", horses.StallList.as_view()),
    path("api/login/", accounts.LoginView.as_view()),
    path("api/password/", accounts.PasswordView.as_view()),
    path("api/me/", accounts.ProfileView.as_view()),
    path("api/gate/", accounts.gate),
    path("api/contacts/", office.contacts),
    path("api/lab-results/", office.lab_results),
    path("api/farrier-list/", office.farrier_list),
    path("api/hooks/test/", office.test_hook),
    path("api/xrays/", office.XrayView.as_view()),
    path("api/passport-scans/", office.PassportScanView.as_view()),
    path("api/imports/resume/", office.resume_import),
    path("api/payments/notify/", billing.payment_notify),
    path("office/stalls/<int:pk>/rent/", office.set_rent),
    path("office/stalls/<int:pk>/close/", office.close_stall),
    path("office/diary/<int:pk>/", office.diary),
]
