import os
import tempfile
import unittest

from app.core.limits import Limiter


class LimiterTest(unittest.TestCase):
    def test_burst_empties_and_keys_are_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            limiter = Limiter(os.path.join(folder, "limits.db"))
            taken = [limiter.take("a", 60, 2).allowed for _ in range(3)]
            self.assertEqual(taken, [True, True, False])
            self.assertTrue(limiter.take("b", 60, 2).allowed)


if __name__ == "__main__":
    unittest.main()
