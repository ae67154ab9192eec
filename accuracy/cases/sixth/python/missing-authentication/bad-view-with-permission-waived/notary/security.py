from pyramid.authorization import ACLHelper, Authenticated, Everyone

from notary.tokens import TokenTable


class TokenSecurityPolicy:
    def __init__(self, path):
        self.tokens = TokenTable.load(path)
        self.acl = ACLHelper()

    def identity(self, request):
        return self.tokens.lookup(request.headers.get("Authorization", ""))

    def authenticated_userid(self, request):
        identity = self.identity(request)
        return identity.name if identity else None

    def permits(self, request, context, permission):
        principals = [Everyone]
        if self.identity(request):
            principals.append(Authenticated)
        return self.acl.permits(context, principals, permission)
