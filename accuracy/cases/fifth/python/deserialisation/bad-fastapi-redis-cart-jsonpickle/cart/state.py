import jsonpickle


class CartState:
    def __init__(self, lines=None, voucher=None):
        self.lines = lines or []
        self.voucher = voucher

    def total(self):
        return sum(line["cents"] * line["count"] for line in self.lines)


def restore(text: str) -> CartState:
    return jsonpickle.decode(text)


def freeze(state: CartState) -> str:
    return jsonpickle.encode(state)
