from types import SimpleNamespace

from app.crud.quizzes import score


def test_score_counts_right_answers():
    quiz = SimpleNamespace(questions=[SimpleNamespace(correct_option=1), SimpleNamespace(correct_option=0)])
    assert score(quiz, [1, 1]) == 50
    assert score(quiz, []) == 0
