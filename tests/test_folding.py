"""Letters that are one letter to their readers, as the search index reads them."""

from sitegen.folding import FOLDED, MARK, folded


def test_what_has_no_such_letter_is_the_same_object():
    page = "<p>weir, كتابي</p>".encode()
    assert folded(page) is page


def test_each_letter_and_digit_says_which_it_was():
    assert folded("یىک".encode()).decode() == f"ي{MARK}ي{MARK}{MARK}ك{MARK}"
    assert folded("۲٣4".encode()).decode() == f"2{MARK}3{MARK}{MARK}4"
    assert len({folded(letter.encode()) for letter in FOLDED}) == len(FOLDED)
