import io

import pytest

from muniment.db import Select, match_expression
from muniment.views.exports import plain
from muniment.views.imports import BadAid, read_aid


def test_conditions_bring_their_values():
    part = Select("t").where("a = ?", 1).where("b = ?", 2).order("a").slice(2, 10).part()
    assert part.text == "SELECT * FROM t WHERE a = ? AND b = ? ORDER BY a LIMIT ? OFFSET ?"
    assert part.values == (1, 2, 10, 10)


def test_words_are_terms():
    assert match_expression('deed OR "x') == '"deed" "OR" """x"'


def test_document_types_are_refused():
    with pytest.raises(BadAid):
        read_aid(io.BytesIO(b'<!DOCTYPE aid [<!ENTITY x "y">]><aid mark="A"><record mark="1"/></aid>'))


def test_formulas_are_text():
    assert plain("=1+1") == "'=1+1"
