import hashlib
import secrets

from tortoise import fields
from tortoise.models import Model


def digest(key: str) -> str:
    return hashlib.new("sha256", key.encode()).hexdigest()


class ApiKey(Model):
    id = fields.IntField(primary_key=True)
    account = fields.ForeignKeyField("models.Account", related_name="keys")
    digest = fields.CharField(max_length=64, unique=True)

    @classmethod
    async def issue(cls, account) -> str:
        key = secrets.token_urlsafe(32)
        await cls.create(account=account, digest=digest(key))
        return key

    @classmethod
    async def account_of(cls, key: str):
        found = await cls.get_or_none(digest=digest(key)).select_related("account")
        return found.account if found else None
