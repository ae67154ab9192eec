import os


class TileStore:
    def __init__(self, root):
        self.root = root

    def path_of(self, layer, zoom, name):
        return os.path.join(self.root, layer, zoom, name)
