import strawberry
from django.conf import settings
from rest_framework.decorators import api_view
from rest_framework.response import Response
from strawberry.extensions import AddValidationRules, MaskErrors, MaxAliasesLimiter, MaxTokensLimiter, QueryDepthLimiter
from graphql.validation import NoSchemaIntrospectionCustomRule

from .models import Page, User


@strawberry.type
class PageNode:
    id: strawberry.ID
    title: str
    body_html: str

    @classmethod
    def of(cls, page: Page) -> "PageNode":
        return cls(id=strawberry.ID(str(page.pk)), title=page.title, body_html=page.body_html)


def readable(user: User):
    pages = Page.objects.all()
    return pages if user.role == User.Role.EDITOR else pages.filter(published=True)


@strawberry.type
class Query:
    @strawberry.field
    def pages(self, info: strawberry.Info, first: int = 25, offset: int = 0) -> list[PageNode]:
        start, size = min(max(offset, 0), 10_000), min(max(first, 1), 100)
        return [PageNode.of(page) for page in readable(info.context["user"])[start : start + size]]

    @strawberry.field
    def page(self, info: strawberry.Info, id: strawberry.ID) -> PageNode | None:
        if not (str(id).isascii() and str(id).isdigit() and len(str(id)) <= 18):
            return None
        page = readable(info.context["user"]).filter(pk=int(id)).first()
        return PageNode.of(page) if page else None


schema = strawberry.Schema(
    query=Query,
    extensions=[
        QueryDepthLimiter(max_depth=6),
        MaxAliasesLimiter(max_alias_count=10),
        MaxTokensLimiter(max_token_count=500),
        MaskErrors(),
        *([] if settings.DEBUG else [AddValidationRules([NoSchemaIntrospectionCustomRule])]),
    ],
)


@api_view(["POST"])
def graphql_view(request):
    """Runs inside DRF, so authentication, membership and throttling are those of the rest of the API."""
    body = request.data if isinstance(request.data, dict) else {}
    query, variables = body.get("query"), body.get("variables")
    if not isinstance(query, str) or not isinstance(variables, (dict, type(None))):
        return Response({"errors": [{"message": "A query is needed."}]}, status=400)
    result = schema.execute_sync(query, variable_values=variables, context_value={"user": request.user})
    errors = [{"message": error.message} for error in result.errors or []]
    return Response({"data": result.data, **({"errors": errors} if errors else {})})
