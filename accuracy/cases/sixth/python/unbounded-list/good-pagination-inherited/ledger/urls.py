from rest_framework.routers import SimpleRouter

from ledger.views import AccountViewSet, MovementViewSet

router = SimpleRouter()
router.register("accounts", AccountViewSet)
router.register("movements", MovementViewSet)
urlpatterns = router.urls
