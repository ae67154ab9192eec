import builtins
import io
import pickle

SAFE = frozenset({"range", "complex", "set", "frozenset"})


class Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if module != "builtins" or name not in SAFE:
            raise pickle.UnpicklingError(f"{module}.{name} is refused")
        return getattr(builtins, name)


def loads(data):
    return Unpickler(io.BytesIO(data)).load()
