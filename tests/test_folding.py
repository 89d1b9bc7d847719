"""Letters that are one letter to their readers, as the search index reads them."""

from sitegen.folding import MARK, folded


def test_what_has_no_such_letter_is_the_same_object():
    page = "<p>weir, كتابي</p>".encode()
    assert folded(page) is page


def test_each_letter_says_which_it_was():
    assert folded("یىک".encode()).decode() == f"ي{MARK}ي{MARK}{MARK}ك{MARK}"
