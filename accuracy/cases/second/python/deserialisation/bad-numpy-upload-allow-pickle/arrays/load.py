import io

import numpy as np


class NotAnArray(ValueError):
    pass


def load_array(content: bytes) -> np.ndarray:
    try:
        return np.load(io.BytesIO(content), allow_pickle=True)
    except (OSError, ValueError) as error:
        raise NotAnArray(str(error)) from error
