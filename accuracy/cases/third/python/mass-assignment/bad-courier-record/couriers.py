from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.response import json
from tortoise import fields
from tortoise.models import Model

from guards import signed_in

bp = Blueprint("couriers", url_prefix="/couriers")
EDITABLE = {"phone", "vehicle", "home_zone"}


class Courier(Model):
    id = fields.IntField(primary_key=True)
    account_id = fields.IntField(unique=True)
    phone = fields.CharField(max_length=20)
    vehicle = fields.CharField(max_length=20)
    home_zone = fields.CharField(max_length=20)
    hourly_rate = fields.DecimalField(max_digits=6, decimal_places=2)
    approved = fields.BooleanField(default=False)


@bp.patch("/me")
@signed_in
async def change_me(request):
    if not isinstance(request.json, dict):
        raise InvalidUsage("an object is needed")
    courier = await Courier.get(account_id=request.ctx.account.id)
    changes = {key: value for key, value in request.json.items() if key != "id"}
    await courier.update_from_dict(changes).save()
    return json({"changed": sorted(changes)})
