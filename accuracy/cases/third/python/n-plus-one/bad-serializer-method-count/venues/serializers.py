from rest_framework import serializers

from venues.models import Venue


class VenueSerializer(serializers.ModelSerializer):
    concerts = serializers.SerializerMethodField()

    class Meta:
        model = Venue
        fields = ["id", "name", "city", "concerts"]

    def get_concerts(self, venue: Venue) -> int:
        return venue.concert_set.filter(cancelled=False).count()
