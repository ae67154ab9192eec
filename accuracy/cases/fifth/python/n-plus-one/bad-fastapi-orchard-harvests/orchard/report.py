from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orchard.models import Harvest, Plot


def yields_of(session: Session, owner_id: int) -> list[dict]:
    plots = session.scalars(select(Plot).where(Plot.owner_id == owner_id).limit(200)).all()
    report = []
    for plot in plots:
        kilos = session.scalar(select(func.sum(Harvest.kilos)).where(Harvest.plot_id == plot.id))
        report.append({"plot": plot.name, "kilos": kilos or 0})
    return report
