from checkout.charges import PaymentGateway
from checkout.models import Order, session_scope


class OrderNotPayable(Exception):
    pass


class CheckoutService:
    def __init__(self, gateway=None):
        self.gateway = gateway or PaymentGateway()

    def pay(self, order_id, buyer_id, card):
        with session_scope() as session:
            order = session.query(Order).filter_by(id=order_id, buyer_id=buyer_id).with_for_update().one_or_none()
            if order is None or order.charge_id:
                raise OrderNotPayable(order_id)
            order.charge_id = self.gateway.charge(card["number"], card["cvv"], order.cents)
