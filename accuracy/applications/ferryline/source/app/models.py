from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(16), default="customer")
    balance_cents: Mapped[int] = mapped_column(default=0)
    password_hash: Mapped[str] = mapped_column(String(200))
    reset_token: Mapped[str | None] = mapped_column(String(64), index=True)
    reset_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Sailing(Base):
    __tablename__ = "sailings"
    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(String(8))
    target: Mapped[str] = mapped_column(String(8))
    departs_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    price_cents: Mapped[int]
    cancelled: Mapped[bool] = mapped_column(default=False)


class Booking(Base):
    __tablename__ = "bookings"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    sailing_id: Mapped[int] = mapped_column(ForeignKey("sailings.id"), index=True)
    price_cents: Mapped[int]
    paid: Mapped[bool] = mapped_column(default=False)


class Passenger(Base):
    __tablename__ = "passengers"
    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    full_name: Mapped[str] = mapped_column(String(120))
    passport_no: Mapped[str | None] = mapped_column(String(20))
