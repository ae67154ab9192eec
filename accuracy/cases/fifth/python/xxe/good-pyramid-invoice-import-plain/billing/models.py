from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Invoice(Base):
    __tablename__ = "incoming_invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    issued: Mapped[str]
    note: Mapped[str]
