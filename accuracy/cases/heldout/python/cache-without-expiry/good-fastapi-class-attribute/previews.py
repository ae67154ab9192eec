from collections import OrderedDict

from fetching import title_of


class Previews:
    def __init__(self):
        self.known = OrderedDict()

    async def get(self, page: str) -> str:
        if page not in self.known:
            self.known[page] = await title_of(page)
            if len(self.known) > 200:
                self.known.popitem(last=False)
        return self.known[page]
