from dataclasses import replace

import pytest

from sitegen.body import SIZES, image
from sitegen.model import ImageSettings, MediaFile, Ref
from sitegen.pictures import picture_of

PHOTO = MediaFile("2019/photo.jpg", "d", 9000, "jpeg", 1000, 500)


def shown(formats, medium="page", widths=(480,), photo=PHOTO, **given):
    picture = picture_of(photo, ImageSettings(widths=widths, formats=formats), frozenset())
    ref = Ref("image", "photo.jpg", alt='A "river"', attributes=tuple(given.items()))
    return image(ref, picture, href=lambda url: f"../{url}", medium=medium)


def test_a_picture_with_one_format_is_an_img_with_srcset():
    html = shown(("webp",))
    assert html.startswith("<img ")
    assert 'srcset="../2019/photo-480.webp 480w, ../2019/photo.jpg 1000w"' in html
    assert 'width="1000" height="500"' in html
    assert 'alt="A &quot;river&quot;"' in html


def test_a_better_format_is_offered_first_and_never_forced():
    html = shown(("avif", "webp"))
    assert html.startswith('<picture><source type="image/avif" srcset="../2019/photo-480.avif 480w"')
    assert "photo-480.avif" not in html.partition("<img")[2]


def test_a_picture_narrower_than_asked_for_is_as_sharp_in_every_format():
    html = shown(("avif", "webp"), widths=(480, 1600))
    assert 'srcset="../2019/photo-480.avif 480w, ../2019/photo-1000.avif 1000w"' in html
    assert 'srcset="../2019/photo-480.webp 480w, ../2019/photo-1000.webp 1000w"' in html
    assert 'src="../2019/photo.jpg"' in html


def test_a_picture_in_the_better_format_is_offered_itself_too():
    html = shown(("avif", "webp"), widths=(480, 1600), photo=replace(PHOTO, path="a.avif", type="avif"))
    assert '<source type="image/avif" srcset="../a-480.avif 480w, ../a.avif 1000w"' in html


def test_a_feed_gets_one_plain_picture():
    assert shown(("avif", "webp"), "feed") == (
        '<img src="../2019/photo.jpg" alt="A &quot;river&quot;" width="1000" height="500">'
    )


def test_a_file_that_is_no_picture_is_none():
    assert picture_of(MediaFile("a.pdf", "d", 1), ImageSettings(), frozenset()) is None


def test_id_and_class_are_kept_on_a_page():
    html = shown(("webp",), **{"id": "fig1", "class": "wide", "lang": "en"})
    assert ' class="wide"' in html
    assert ' id="fig1"' in html
    assert " lang=" not in html


@pytest.mark.parametrize(
    ("given", "size", "sizes"),
    [
        ({"width": "50"}, (50, 25), "50px"),
        ({"height": "100"}, (200, 100), "200px"),
        ({"width": "50", "height": "400"}, (50, 25), "50px"),
        ({"width": "900"}, (900, 450), SIZES),
        ({"height": "1"}, (2, 1), "2px"),
        ({"width": "50px"}, (50, 25), "50px"),
        ({"width": "50%"}, (336, 168), "336px"),
        ({"width": "12.5%", "height": "3%"}, (84, 42), "84px"),
        ({"width": "100%"}, (1000, 500), SIZES),
        ({"height": "50%"}, (1000, 500), SIZES),
        *(
            ({"width": given}, (1000, 500), SIZES)
            for given in ("1000", "2000", "0", "-5", "50 %%", "5e1", "٥٠", "")
        ),
    ],
)
def test_a_smaller_size_that_is_given_is_kept_in_the_ratio_of_the_file(given, size, sizes):
    html = shown(("avif", "webp"), **given)
    assert f' width="{size[0]}" height="{size[1]}"' in html
    assert html.count(f'sizes="{sizes}"') == 2
