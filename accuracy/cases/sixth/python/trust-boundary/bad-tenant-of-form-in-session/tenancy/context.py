class TenantContext:
    key = "tenant_slug"

    def __init__(self, session):
        self.session = session

    def choose(self, slug):
        self.session[self.key] = slug

    def current(self):
        return self.session.get(self.key)
