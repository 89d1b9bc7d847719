"""Letters that are one letter to their readers, and words within words, as the search index reads them."""

import pytest

from sitegen.folding import FOLDED, MARK, NAMED, PARTED, folded


def test_what_has_no_such_letter_is_the_same_object():
    page = "<p>weir, كتابي</p>".encode()
    assert folded(page) is page


def test_each_letter_and_digit_says_which_it_was():
    assert folded("یىک".encode()).decode() == f"ي{MARK}ي{MARK}{MARK}ك{MARK}"
    assert folded("۲٣4".encode()).decode() == f"2{MARK}3{MARK}{MARK}4"
    assert len({folded(letter.encode()) for letter in FOLDED}) == len(FOLDED)


@pytest.mark.parametrize(
    "words",
    [
        "l’|hôpital",
        "ebb—|flow",
        "2019–|2021",
        "و«|القدس»",
        "כפר־|סבא",
        "שנה״|ל",
        "کتاب،|دفتر",
        "نیمه\u200c|شب",
    ],
)
def test_a_sign_between_two_letters_parts_them(words):
    assert PARTED in folded(words.replace("|", "").encode()).decode()
    assert folded(words.replace("|", "").encode()) == folded(words.encode()).replace(b"|", PARTED.encode())


def test_signs_that_no_filter_can_ask_for_are_others_in_names_alone():
    page = '<a data-pagefind-filter="{}">{}</a> &#34;\\'
    for name in ("tag", "author"):
        read = folded(page.format(name, "a &#34;b&#34; c\\d").encode()).decode()
        quote, stroke = NAMED.values()
        assert read == page.format(name, f"a {quote}b{quote} c{stroke}d")
    plain = page.format("tag", "a b").encode()
    assert folded(plain) is plain


@pytest.mark.parametrize("words", ["“ebb” — ‘flow’", "<q>«ebb»</q>", "col\u00adlect", "A\u200fB", "rock’"])
def test_other_signs_stay_as_they_are(words):
    assert folded(words.encode()) == words.encode()
