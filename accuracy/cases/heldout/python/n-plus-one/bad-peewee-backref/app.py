from flask import Flask, jsonify

from models import Customer, Order

app = Flask(__name__)


@app.get("/customers")
def customers():
    found = list(Customer.select().order_by(Customer.name).limit(80))
    last = {}
    for customer in found:
        order = Order.select().where(Order.customer == customer).order_by(Order.placed_at.desc()).first()
        last[customer.id] = str(order.placed_at) if order else None
    return jsonify([{"name": customer.name, "last": last.get(customer.id)} for customer in found])
