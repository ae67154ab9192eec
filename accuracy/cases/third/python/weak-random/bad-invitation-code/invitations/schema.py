import strawberry
from strawberry.types import Info

from invitations.codes import invitation_code
from invitations.permissions import IsWorkspaceOwner
from invitations.store import save_invitation


@strawberry.type
class Invitation:
    code: str
    workspace_id: strawberry.ID


@strawberry.type
class Mutation:
    @strawberry.mutation(permission_classes=[IsWorkspaceOwner])
    async def invite(self, info: Info, workspace_id: strawberry.ID) -> Invitation:
        code = invitation_code()
        await save_invitation(info.context["db"], workspace_id=int(workspace_id), code=code)
        return Invitation(code=code, workspace_id=workspace_id)
