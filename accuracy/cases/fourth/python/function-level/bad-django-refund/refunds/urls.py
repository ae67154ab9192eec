from django.urls import path

from .views import admin_approve_refund

urlpatterns = [path("admin/refunds/<int:refund_id>/approve", admin_approve_refund)]
