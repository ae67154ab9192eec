from sqlalchemy.orm import Mapped, mapped_column

from club.database import Base


class Member(Base):
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    display_name: Mapped[str]
    phone: Mapped[str | None]
    role: Mapped[str] = mapped_column(default="member")
    fee_exempt: Mapped[bool] = mapped_column(default=False)
