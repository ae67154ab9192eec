import unittest

from app.domain.limits import TokenBucket


class TokenBucketTest(unittest.TestCase):
    def test_burst_empties_and_keys_are_apart(self):
        bucket = TokenBucket(60, 2)
        self.assertEqual([bucket.take("a").allowed for _ in range(3)], [True, True, False])
        self.assertTrue(bucket.take("b").allowed)


if __name__ == "__main__":
    unittest.main()
