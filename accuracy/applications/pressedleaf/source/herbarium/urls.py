from django.urls import path

from .views import exports, loans, public, specimens, staff

urlpatterns = [
    path("", specimens.SpecimenList.as_view(), name="specimens"),
    path("specimens/new", specimens.SpecimenCreate.as_view(), name="specimen-new"),
    path("specimens/import", specimens.SpecimenImport.as_view(), name="specimen-import"),
    path("specimens/<int:pk>", specimens.SpecimenDetail.as_view(), name="specimen"),
    path("specimens/<int:pk>/edit", specimens.SpecimenEdit.as_view(), name="specimen-edit"),
    path("specimens/<int:pk>/photos", specimens.PhotoAdd.as_view(), name="photo-add"),
    path("specimens/<int:pk>/photos/<uuid:photo>", specimens.PhotoShow.as_view(), name="photo"),
    path("specimens/<int:pk>/label", exports.Label.as_view(), name="label"),
    path("specimens.csv", exports.SpecimenCsv.as_view(), name="specimens-csv"),
    path("loans", loans.LoanList.as_view(), name="loans"),
    path("loans/new", loans.LoanCreate.as_view(), name="loan-new"),
    path("loans/<int:pk>", loans.LoanDetail.as_view(), name="loan"),
    path("loans/<int:pk>/approve", loans.LoanApprove.as_view(), name="loan-approve"),
    path("loans/<int:pk>/return", loans.LoanReturn.as_view(), name="loan-return"),
    path("loans/<int:pk>/share", loans.LoanShare.as_view(), name="loan-share"),
    path("shared/<str:token>", public.SharedLoan.as_view(), name="shared-loan"),
    path("staff/people", staff.PeopleList.as_view(), name="people"),
    path("staff/people/<int:pk>", staff.PersonEdit.as_view(), name="person-edit"),
    path("staff/webhook", staff.WebhookEdit.as_view(), name="webhook"),
    path("staff/audit", staff.AuditList.as_view(), name="audit"),
]
