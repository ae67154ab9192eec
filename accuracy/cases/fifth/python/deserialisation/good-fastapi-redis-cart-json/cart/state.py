from marshmallow import Schema, fields, post_load, validate


class CartState:
    def __init__(self, lines=None, voucher=None):
        self.lines = lines or []
        self.voucher = voucher

    def total(self):
        return sum(line["cents"] * line["count"] for line in self.lines)


class LineSchema(Schema):
    sku = fields.String(required=True, validate=validate.Length(max=40))
    cents = fields.Integer(required=True, validate=validate.Range(min=0))
    count = fields.Integer(required=True, validate=validate.Range(min=1, max=99))


class CartSchema(Schema):
    lines = fields.List(fields.Nested(LineSchema), validate=validate.Length(max=100))
    voucher = fields.String(allow_none=True)

    @post_load
    def build(self, data, **kwargs):
        return CartState(**data)


def restore(text: str) -> CartState:
    return CartSchema().loads(text)


def freeze(state: CartState) -> str:
    return CartSchema().dumps(state)
