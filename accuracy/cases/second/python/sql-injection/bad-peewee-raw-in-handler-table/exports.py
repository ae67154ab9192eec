from models import Invoice


def by_customer(customer: str):
    return Invoice.select().where(Invoice.customer == customer).limit(500).dicts()


def by_month(month: str):
    return Invoice.raw("SELECT id, total FROM invoice WHERE strftime('%Y-%m', issued) = '" + month + "' LIMIT 500").dicts()


EXPORTS = {"customer": by_customer, "month": by_month}
