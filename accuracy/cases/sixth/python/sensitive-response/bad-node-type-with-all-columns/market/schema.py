import graphene

from market.models import Offer
from market.types import OfferType


class Query(graphene.ObjectType):
    offers = graphene.List(
        graphene.NonNull(OfferType),
        first=graphene.Int(default_value=20),
        after=graphene.Int(default_value=0),
    )

    def resolve_offers(root, info, first, after):
        first = min(max(first, 1), 100)
        return Offer.objects.select_related("seller").filter(pk__gt=after).order_by("pk")[:first]


schema = graphene.Schema(query=Query)
