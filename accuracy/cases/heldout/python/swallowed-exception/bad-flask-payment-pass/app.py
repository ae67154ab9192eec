from flask import Flask, request

from bookings import Booker

app = Flask(__name__)
booker = Booker()


@app.post("/orders/<int:order_id>/book")
def book(order_id):
    return booker.book(order_id, int(request.json["amount"]))
