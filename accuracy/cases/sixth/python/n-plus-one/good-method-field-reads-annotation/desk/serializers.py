from rest_framework import serializers

from desk.models import Ticket


class TicketSerializer(serializers.ModelSerializer):
    reply_count = serializers.SerializerMethodField()
    last_reply = serializers.SerializerMethodField()

    class Meta:
        model = Ticket
        fields = ["id", "subject", "opened_at", "reply_count", "last_reply"]

    def get_reply_count(self, ticket):
        return ticket.replies_total

    def get_last_reply(self, ticket):
        return ticket.replied_at
