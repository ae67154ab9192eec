from functools import lru_cache
from typing import Annotated

import pandas as pd
from litestar import Controller, get
from litestar.exceptions import ValidationException
from litestar.params import Parameter

from analysis.guards import analyst_only

FORMULAS = {
    "yield": "output / input",
    "loss": "(input - output) / input",
    "rate": "output / hours",
}


@lru_cache(maxsize=4)
def shifts(year: int) -> pd.DataFrame:
    return pd.read_parquet(f"/srv/measures/{year:d}.parquet")


class MeasureController(Controller):
    path = "/measures"
    guards = [analyst_only]

    @get("/{year:int}", sync_to_thread=True)
    def measure(
        self,
        year: int,
        formula: Annotated[str, Parameter(max_length=120)] = "yield",
    ) -> dict[str, float]:
        frame = shifts(year)
        expression = FORMULAS.get(formula) or formula
        try:
            values = frame.eval(expression, engine="python")
        except (KeyError, SyntaxError) as error:
            raise ValidationException("the formula does not fit the data") from error
        return {"mean": float(values.mean()), "median": float(values.median())}
