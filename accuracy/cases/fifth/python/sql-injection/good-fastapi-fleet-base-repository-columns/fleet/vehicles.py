from sqlalchemy.orm import Mapped, mapped_column

from fleet.database import Base
from fleet.repository import BaseRepository


class Vehicle(Base):
    __tablename__ = "vehicles"
    id: Mapped[int] = mapped_column(primary_key=True)
    plate: Mapped[str]
    depot: Mapped[str]
    fuel: Mapped[str]


class VehicleRepository(BaseRepository):
    table = "vehicles"
    model = Vehicle
    filterable = frozenset({"plate", "depot", "fuel"})
