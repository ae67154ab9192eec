from rest_framework.routers import SimpleRouter

from .views import AddressViewSet

router = SimpleRouter()
router.register("addresses", AddressViewSet)
urlpatterns = router.urls
