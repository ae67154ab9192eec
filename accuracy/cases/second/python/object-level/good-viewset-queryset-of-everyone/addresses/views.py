from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated

from addresses.models import Address
from addresses.serializers import AddressSerializer


class AddressViewSet(
    mixins.RetrieveModelMixin, mixins.UpdateModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet
):
    permission_classes = [IsAuthenticated]
    serializer_class = AddressSerializer

    def get_queryset(self):
        return Address.objects.filter(person=self.request.user)
