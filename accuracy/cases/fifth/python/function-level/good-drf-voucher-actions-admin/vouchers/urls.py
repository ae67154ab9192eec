from rest_framework.routers import DefaultRouter

from .api import VoucherViewSet

router = DefaultRouter()
router.register("vouchers", VoucherViewSet)
urlpatterns = router.urls
