from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from sensors.database import Base


class Reading(Base):
    __tablename__ = "readings"
    id: Mapped[int] = mapped_column(primary_key=True)
    sensor_id: Mapped[int]
    taken_at: Mapped[datetime]
    value: Mapped[float]
