import graphene
from graphene_django import DjangoObjectType

from directory.models import Member


class MemberType(DjangoObjectType):
    class Meta:
        model = Member
        fields = ["id", "name", "city"]


class Query(graphene.ObjectType):
    members = graphene.List(graphene.NonNull(MemberType), city=graphene.String(), after=graphene.Int(default_value=0))

    def resolve_members(root, info, after, city=None):
        if not info.context.user.has_perm("directory.view_member"):
            raise PermissionError("members are for the staff")
        members = Member.objects.order_by("id")
        if city:
            members = members.filter(city=city)
        return members.filter(id__gt=after)[:100]


schema = graphene.Schema(query=Query)
