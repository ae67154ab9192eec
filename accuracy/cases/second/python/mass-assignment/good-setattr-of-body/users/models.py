from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    display_name: Mapped[str]
    language: Mapped[str]
    is_admin: Mapped[bool] = mapped_column(default=False)
    credit_cents: Mapped[int] = mapped_column(default=0)
