from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from library.extensions import db


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200), index=True)
    author: Mapped[str] = mapped_column(String(120))
