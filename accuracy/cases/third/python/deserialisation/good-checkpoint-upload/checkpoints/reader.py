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

    def find_class(self, module, name):
        try:
            return KNOWN[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not part of a checkpoint") from None


def read_checkpoint(data: bytes) -> OrderedDict:
    plan = CheckpointUnpickler(io.BytesIO(data)).load()
    if not isinstance(plan, OrderedDict):
        raise pickle.UnpicklingError("not a plan")
    return plan
