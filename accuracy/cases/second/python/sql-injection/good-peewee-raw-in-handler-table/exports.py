from datetime import datetime

from models import Invoice


def by_customer(customer: str):
    return Invoice.select().where(Invoice.customer == customer).limit(500).dicts()


def by_month(month: str):
    parsed = datetime.strptime(month, "%Y-%m").strftime("%Y-%m")
    return Invoice.raw("SELECT id, total FROM invoice WHERE strftime('%Y-%m', issued) = ? LIMIT 500", parsed).dicts()


EXPORTS = {"customer": by_customer, "month": by_month}
