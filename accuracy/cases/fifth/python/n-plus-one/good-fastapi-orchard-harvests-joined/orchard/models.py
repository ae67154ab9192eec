from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from orchard.database import Base


class Plot(Base):
    __tablename__ = "plots"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    name: Mapped[str]


class Harvest(Base):
    __tablename__ = "harvests"
    id: Mapped[int] = mapped_column(primary_key=True)
    plot_id: Mapped[int] = mapped_column(ForeignKey("plots.id"))
    kilos: Mapped[int]
