"""One module a topic; every module lists its routes."""
from bagtrace.handlers import account, bags, claims, manifests, partners, photos, staff

ROUTES = [*account.ROUTES, *bags.ROUTES, *claims.ROUTES, *photos.ROUTES, *manifests.ROUTES, *partners.ROUTES, *staff.ROUTES]
