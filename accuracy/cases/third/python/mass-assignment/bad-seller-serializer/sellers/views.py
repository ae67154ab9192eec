from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated

from sellers.models import Seller
from sellers.serializers import SellerSerializer


class OwnSellerViewSet(mixins.RetrieveModelMixin, mixins.UpdateModelMixin, viewsets.GenericViewSet):
    serializer_class = SellerSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self):
        return Seller.objects.filter(account=self.request.user)
