import io
import pickle
from collections import OrderedDict
from datetime import date

KNOWN = {
    ("collections", "OrderedDict"): OrderedDict,
    ("datetime", "date"): date,
}


class CheckpointUnpickler(pickle.Unpickler):
    """Reads what older versions of the planner wrote."""

    def persistent_load(self, pid):
        raise pickle.UnpicklingError("checkpoints have no references")


def read_checkpoint(data: bytes) -> OrderedDict:
    plan = CheckpointUnpickler(io.BytesIO(data)).load()
    if not isinstance(plan, OrderedDict):
        raise pickle.UnpicklingError("not a plan")
    return plan
