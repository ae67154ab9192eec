from django.contrib.postgres.search import SearchQuery, SearchVector
from django_filters import rest_framework as filters

from ..models import Sensor, Shipment


class ShipmentFilter(filters.FilterSet):
    q = filters.CharFilter(method="words", max_length=80)
    since = filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    too_warm = filters.BooleanFilter(field_name="too_warm_since", lookup_expr="isnull", exclude=True)
    order = filters.OrderingFilter(fields={"created_at": "created", "number": "number", "destination": "destination"})

    class Meta:
        model = Shipment
        fields = ["state", "profile"]

    def words(self, queryset, name, value):
        vector = SearchVector("number", "origin", "destination", config="simple")
        return queryset.annotate(words=vector).filter(words=SearchQuery(value, config="simple", search_type="websearch"))


class SensorFilter(filters.FilterSet):
    class Meta:
        model = Sensor
        fields = ["retired"]
