import graphene
from graphql import GraphQLError

from projects.models import Project


class ArchiveProject(graphene.Mutation):
    class Arguments:
        project_id = graphene.ID(required=True)

    ok = graphene.Boolean()

    @classmethod
    def mutate(cls, root, info, project_id):
        user = info.context.user
        if not user.is_authenticated:
            raise GraphQLError("sign in first")
        project = Project.objects.get(pk=project_id, account_id=user.account_id)
        project.archived = True
        project.save(update_fields=["archived"])
        return cls(ok=True)


class Mutation(graphene.ObjectType):
    archive_project = ArchiveProject.Field()


schema = graphene.Schema(mutation=Mutation)
