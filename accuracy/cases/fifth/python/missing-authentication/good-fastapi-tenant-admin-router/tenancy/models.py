from sqlalchemy.orm import Mapped, mapped_column

from tenancy.database import Base


class Operator(Base):
    __tablename__ = "operators"
    user_id: Mapped[int] = mapped_column(primary_key=True)


class Tenant(Base):
    __tablename__ = "tenants"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    closed: Mapped[bool] = mapped_column(default=False)
