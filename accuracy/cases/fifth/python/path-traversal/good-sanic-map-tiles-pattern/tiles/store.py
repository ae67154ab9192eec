import os


class UnknownLayer(LookupError):
    pass


class TileStore:
    def __init__(self, root):
        self.root = root
        self.layers = {entry.name: entry.path for entry in os.scandir(root) if entry.is_dir()}

    def path_of(self, layer, zoom, name):
        folder = self.layers.get(layer)
        if folder is None:
            raise UnknownLayer(layer)
        column, row = name.removesuffix(".png").split("_", 1)
        return os.path.join(folder, str(int(zoom)), f"{int(column)}_{int(row)}.png")
