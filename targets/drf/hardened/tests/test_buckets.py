from django.test import SimpleTestCase

from core.buckets import TokenBucket


class TokenBucketTest(SimpleTestCase):
    def test_a_burst_empties_and_time_fills(self):
        now = [0.0]
        bucket = TokenBucket(60, 2, clock=lambda: now[0])
        self.assertEqual([bucket.take("a").allowed for _number in range(3)], [True, True, False])
        now[0] = 1.0
        self.assertTrue(bucket.take("a").allowed)
        self.assertTrue(bucket.take("b").allowed)
