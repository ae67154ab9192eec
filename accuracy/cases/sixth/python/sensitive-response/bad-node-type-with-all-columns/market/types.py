from graphene_django import DjangoObjectType

from market.models import Offer, Seller


class PublicType(DjangoObjectType):
    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, fields="__all__", **options):
        super().__init_subclass_with_meta__(fields=fields, **options)


class SellerType(PublicType):
    class Meta:
        model = Seller


class OfferType(PublicType):
    class Meta:
        model = Offer
        fields = ("id", "title", "price", "seller")
