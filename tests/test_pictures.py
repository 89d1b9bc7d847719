from sitegen.body import image
from sitegen.model import ImageSettings, MediaFile, Ref
from sitegen.pictures import picture_of

PHOTO = MediaFile("2019/photo.jpg", "d", 9000, "jpeg", 1000, 500)


def shown(formats, medium="page"):
    picture = picture_of(PHOTO, ImageSettings(widths=(480,), formats=formats), frozenset())
    ref = Ref("image", "photo.jpg", alt='A "river"')
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


def test_a_feed_gets_one_plain_picture():
    assert shown(("avif", "webp"), "feed") == (
        '<img src="../2019/photo.jpg" alt="A &quot;river&quot;" width="1000" height="500">'
    )


def test_a_file_that_is_no_picture_is_none():
    assert picture_of(MediaFile("a.pdf", "d", 1), ImageSettings(), frozenset()) is None
