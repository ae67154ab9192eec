from typing import Generic, TypeVar

from sqlmodel import Session, SQLModel

Model = TypeVar("Model", bound=SQLModel)


class Crud(Generic[Model]):
    def __init__(self, model: type[Model], session: Session):
        self.model = model
        self.session = session

    def create(self, values: dict) -> Model:
        row = self.model(**values)
        self.session.add(row)
        self.session.commit()
        self.session.refresh(row)
        return row
