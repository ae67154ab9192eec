from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Model(DeclarativeBase):
    pass


class Member(Model):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    club_id: Mapped[int] = mapped_column(ForeignKey("clubs.id"))
    display_name: Mapped[str]
    phone: Mapped[str | None]
    role: Mapped[str] = mapped_column(default="member")
    fee_paid: Mapped[bool] = mapped_column(default=False)
