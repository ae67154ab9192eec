from sqlalchemy import select
from sqlalchemy.orm import Session

from customers.models import Customer


class CustomerRepository:
    def __init__(self, session: Session) -> None:
        self.session = session

    def page(self, limit: int, offset: int) -> list[Customer]:
        return list(self.session.scalars(select(Customer).order_by(Customer.name).limit(limit).offset(offset)))
