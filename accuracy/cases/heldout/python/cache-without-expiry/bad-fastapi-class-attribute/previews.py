from collections import OrderedDict

from fetching import title_of


class Previews:
    def __init__(self):
        self.known = OrderedDict()

    async def get(self, page: str) -> str:
        if page not in self.known:
            self.known[page] = await title_of(page)
            self.known.move_to_end(page)
        return self.known[page]
