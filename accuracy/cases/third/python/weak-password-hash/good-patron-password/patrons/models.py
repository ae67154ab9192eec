from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from patrons.passwords import hash_password, verify_password


class Model(DeclarativeBase):
    pass


class Patron(Model):
    __tablename__ = "patrons"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(120), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))

    def set_password(self, password: str) -> None:
        self.password_hash = hash_password(password)

    def has_password(self, password: str) -> bool:
        return verify_password(self.password_hash, password)
