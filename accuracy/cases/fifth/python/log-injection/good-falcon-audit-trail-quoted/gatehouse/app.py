from collections import Counter

import falcon

from gatehouse.resources import KeyCheck, Passages


class PassageCounter:
    def __init__(self):
        self.totals = Counter()

    def count(self, gate):
        self.totals[gate] += 1


app = falcon.App(middleware=[KeyCheck()])
app.add_route("/gates/{gate:int}/passages", Passages(PassageCounter()))
