"""Days in the languages of posts."""

import pytest

from sitegen.importing.documents import monthdates


@pytest.mark.parametrize(
    "text",
    [
        "June 3, 2022", "Jun 3, 2022", "3 June 2022", "3 de junio de 2022", "3 juin 2022", "3. Juni 2022", "3 giugno 2022",
        "3 de junho de 2022", "ژوئن 3, 2022", "۳ ژوئن ۲۰۲۲", "3 يونيو 2022", "٣ حزيران ٢٠٢٢", "3 июня 2022", "3 Haziran 2022",
        "2022-06-03", "3 июня 2022\u202fг.", "3 черв. 2022 р.", "2022. június 3.", "2022年6月3日", "2022년 6월 3일",
        "3 ביוני 2022",
    ],
)  # fmt: skip
def test_a_day_in_any_language(text):
    assert monthdates.iso(text) == "2022-06-03"


@pytest.mark.parametrize(
    "text",
    ["", "June 2022", "3 June in 2022", "30 February 2022", "Room 3, 2022", "in June 3, 2022", "2022-13-03"],
)
def test_all_else_is_no_day(text):
    assert monthdates.iso(text) == ""
