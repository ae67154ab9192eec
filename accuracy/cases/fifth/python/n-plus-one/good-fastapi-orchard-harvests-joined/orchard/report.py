from sqlalchemy import func, select
from sqlalchemy.orm import Session

from orchard.models import Harvest, Plot


def yields_of(session: Session, owner_id: int) -> list[dict]:
    plots = session.scalars(select(Plot).where(Plot.owner_id == owner_id).limit(200)).all()
    statement = (
        select(Harvest.plot_id, func.sum(Harvest.kilos))
        .where(Harvest.plot_id.in_([plot.id for plot in plots]))
        .group_by(Harvest.plot_id)
    )
    totals = {plot_id: kilos for plot_id, kilos in session.execute(statement)}
    return [{"plot": plot.name, "kilos": totals.get(plot.id, 0)} for plot in plots]
