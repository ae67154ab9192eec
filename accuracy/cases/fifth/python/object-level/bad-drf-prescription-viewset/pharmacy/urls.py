from rest_framework.routers import SimpleRouter

from .api import PrescriptionViewSet

router = SimpleRouter()
router.register("prescriptions", PrescriptionViewSet, basename="prescription")
urlpatterns = router.urls
