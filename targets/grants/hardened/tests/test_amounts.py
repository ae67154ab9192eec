import pytest

from fundwell.errors import Problem
from fundwell.services.proposals import amount_of


@pytest.mark.parametrize("given, cents", [(100, 100), ("=12*1500", 18000), ("=months*2+1", 25), (0, 0)])
def test_amounts(given, cents):
    assert amount_of(given) == cents


@pytest.mark.parametrize("given", [-1, "abc", None, True, "=1+"])
def test_refused(given):
    with pytest.raises(Problem):
        amount_of(given)
