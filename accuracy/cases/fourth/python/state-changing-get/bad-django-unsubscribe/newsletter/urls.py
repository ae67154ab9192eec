from django.urls import path

from .views import unsubscribe

app_name = "newsletter"
urlpatterns = [path("subscriptions/<int:subscription_id>/remove", unsubscribe)]
