"""What is known of a picture, and which files are made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sitegen import images
from sitegen.images import Fault, ImageInfo, Recipe
from sitegen.model import ImageSettings

from . import pictures

WEBP = ImageSettings(widths=(480, 960), formats=("webp",))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pictures.jpeg(), ImageInfo("jpeg", 64, 40)),
        (pictures.jpeg(orientation=6), ImageInfo("jpeg", 40, 64, orientation=6)),
        (pictures.png(), ImageInfo("png", 64, 40)),
        (pictures.png(orientation=3), ImageInfo("png", 64, 40, orientation=3)),
        (pictures.webp(), ImageInfo("webp", 64, 40)),
        (pictures.encoded(pictures.drawing(), "WEBP"), ImageInfo("webp", 64, 40)),
        (pictures.encoded(pictures.drawing(), "WEBP", lossless=True), ImageInfo("webp", 64, 40)),
        (pictures.webp(orientation=5), ImageInfo("webp", 40, 64, orientation=5)),
        (pictures.gif(), ImageInfo("gif", 64, 40)),
        (pictures.avif(), ImageInfo("avif", 64, 40)),
        (pictures.avif(orientation=8), ImageInfo("avif", 40, 64, orientation=8)),
        (pictures.moving("GIF"), ImageInfo("gif", 64, 40, animated=True)),
        (pictures.moving("PNG"), ImageInfo("png", 64, 40, animated=True)),
        (pictures.moving("WEBP"), ImageInfo("webp", 64, 40, animated=True)),
        (pictures.encoded(pictures.drawing(), "BMP"), ImageInfo("bmp", 64, 40)),
        (pictures.encoded(pictures.drawing((32, 32)), "ICO"), ImageInfo("ico", 32, 32)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="2in"/>', ImageInfo("svg", 113, 192)),
        (
            b'<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"/>',
            ImageInfo("svg", 24, 12),
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>', ImageInfo("svg", 0, 0)),
    ],
)  # fmt: skip
def test_probe(data, expected):
    assert images.probe(data) == expected


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.jpg", "image-damaged"),
        (b"hello", "a.png", "image-damaged"),
        (pictures.jpeg()[:600], "a.jpg", "image-truncated"),
        (pictures.png()[:-60], "a.png", "image-truncated"),
        (pictures.webp()[:200], "a.webp", "image-truncated"),
        (pictures.gif()[:100], "a.gif", "image-truncated"),
        (pictures.encoded(pictures.drawing(), "BMP")[:500], "a.bmp", "image-truncated"),
        (pictures.png().replace(b"IDAT", b"IDAT\x01", 1), "a.png", "image-damaged"),
        (b"\xff\xd8\xff\xd9", "a.jpg", "image-damaged"),
        (pictures.bomb_png(), "a.png", "image-too-large"),
        (b"GIF89a\xff\xff\xff\xff\0\0\0" + b"\x2c" + bytes(9) + b"\x02\x00;", "a.gif", "image-too-large"),
        (pictures.encoded(pictures.drawing(), "TIFF"), "a.tif", "image-format"),
        (b"\0\0\0\x18ftypheic" + bytes(12), "IMG_1.HEIC", "image-format"),
        (b"\0\0\0\x18ftypcrx " + bytes(12), "IMG_1", "image-format"),
        (b"FUJIFILMCCD-RAW 0201", "DSCF1", "image-format"),
        (b"IIU\0\x18\0\0\0", "P1", "image-format"),
        *((b"of a later kind", f"IMG_1.{end}", "image-format") for end in "CR3 RAF ORF RW2 X3F HIF".split()),
        (b"<svg><g></svg>", "a.svg", "image-damaged"),
        (b"<svg/>", "a.svg", "image-damaged"),
    ],
)
def test_faults(data, name, code):
    fault = images.probe(data, name)
    fault = fault if isinstance(fault, Fault) else images.clean(data, name)
    assert isinstance(fault, Fault)
    assert fault.code == code
    assert fault.message
    assert fault.hint


def test_a_bomb_of_scans_is_refused():
    data = pictures.encoded(pictures.drawing(), "JPEG", progressive=True)
    start = data.index(b"\xff\xda")
    scan = data[start : data.index(b"\xff\xc4", start)]
    assert images.probe(data[:-2] + scan * 500 + b"\xff\xd9").code == "image-damaged"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pictures.jpeg(), "holiday.bin"),
        (b"x", "photo.JPG"),
        (pictures.png(), "photo"),
        (b'  <svg xmlns="http://www.w3.org/2000/svg">', "x.txt"),
        (b"<!DOCTYPE svg PUBLIC 'a' 'b' [ <!ENTITY a 'b'> ]><svg>", "x.xml"),
    ],
)
def test_pictures_are_known_by_name_or_by_content(data, name):
    assert images.is_picture(name, data)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"%PDF-1.7", "a.pdf"), (b"<html><svg></svg>", "a.html"), (b"BM is short", "a.txt"), (b"", "x")],
)
def test_other_files_are_not_pictures(data, name):
    assert not images.is_picture(name, data)


def test_a_wrong_name_is_told():
    fault = images.mislabelled(images.probe(pictures.png()), "photo.jpg")
    assert fault.code == "image-mislabelled"
    assert "photo.png" in fault.hint


def test_a_right_or_silent_name_is_not():
    info = images.probe(pictures.jpeg())
    assert images.mislabelled(info, "a.JPEG") is None
    assert images.mislabelled(info, "a.bin") is None


def test_plan():
    assert images.plan(ImageInfo("jpeg", 1000, 500), "2019/photo.jpg", WEBP) == (
        Recipe("2019/photo.jpg"),
        Recipe("2019/photo-480.webp", "webp", 480, 240),
        Recipe("2019/photo-960.webp", "webp", 960, 480),
    )


def test_plan_makes_nothing_wider_than_the_picture():
    assert [r.path for r in images.plan(ImageInfo("png", 480, 100), "a.png", WEBP)] == ["a.png"]


def test_plan_of_several_formats():
    settings = ImageSettings(widths=(10, 10, 4000), formats=("avif", "webp"), keep_metadata=True)
    assert [(r.path, r.keep) for r in images.plan(ImageInfo("png", 20, 20), "a.png", settings)] == [
        ("a.png", True),
        ("a-10.avif", False),
        ("a-20.avif", False),
        ("a-10.webp", False),
        ("a-20.webp", False),
    ]


@pytest.mark.parametrize(
    ("kind", "width", "made"),
    [("jpeg", 900, [480, 900]), ("jpeg", 960, [480, 960]), ("jpeg", 961, [480, 960]), ("webp", 900, [480])],
)
def test_plan_makes_the_width_of_the_picture_too_where_a_wider_one_is_asked_for(kind, width, made):
    """A browser that takes the better format gets the picture no less sharp."""
    assert [r.width for r in images.plan(ImageInfo(kind, width, 600), f"a.{kind}", WEBP)[1:]] == made


def test_plan_skips_versions_too_tall_for_the_format():
    assert len(images.plan(ImageInfo("png", 1000, 60_000), "a.png", WEBP)) == 1


@pytest.mark.parametrize(
    "info", [ImageInfo("gif", 999, 9, animated=True), ImageInfo("svg", 999, 9), ImageInfo("ico", 999, 9)]
)
def test_what_moves_or_is_drawn_has_no_versions(info):
    assert len(images.plan(info, "a.x", WEBP)) == 1


def test_crowded_names():
    paths = [
        "a/photo.jpg",
        "a/Photo.png",
        "b/photo.jpg",
        "c/x.jpg",
        "c/x-480.webp",
        "c/x.pdf",
        "d/y.jpg",
        "d/y.md",
    ]
    assert images.crowded(paths) == {"a/photo.jpg", "a/Photo.png", "c/x.jpg"}
    long = images.plan(ImageInfo("jpeg", 500, 500), "a/photo.JPG", WEBP, crowded=True)[1]
    assert long.path == "a/photo-jpg-480.webp"


@given(
    st.sets(
        st.sampled_from(
            ["a.jpg", "a.png", "A.gif", "a-480.webp", "a-480.jpg", "b.webp", "b-960.jpg", "a-960.txt"]
        )
    )
)
def test_no_two_published_pictures_share_a_name(paths):
    crowd = images.crowded(paths)
    info = ImageInfo("jpeg", 2000, 2000)
    made = [
        r.path.casefold()
        for p in sorted(paths)
        if not p.endswith("txt")
        for r in images.plan(info, p, WEBP, crowded=p in crowd)
    ]
    assert len(made) == len(set(made))


def test_a_scan_without_a_frame_is_refused():
    data = pictures.encoded(pictures.drawing(), "JPEG")
    assert images.probe(data[:20] + b"\xff\xda\x00\x02" + data[20:]).code == "image-damaged"


def test_a_message_is_the_same_each_time():
    data = pictures.avif().replace(b"av01", b"av02")
    messages = {images.probe(data, "a.avif").message for _ in range(3)}
    assert len(messages) == 1
    assert "0x" not in messages.pop()


def test_an_icon_whose_pictures_overlap_is_refused():
    picture = pictures.png(size=(32, 32))
    entry = b" " * 8 + len(picture).to_bytes(4, "little") + (6 + 16 * 900).to_bytes(4, "little")
    icon = b"\0\0\1\0" + (900).to_bytes(2, "little") + entry * 900 + picture
    assert images.clean(b"\0\0\1\0\x84\x03  \0\0" + icon[10:], "a.ico").code == "image-damaged"


@pytest.mark.parametrize("format_name", ["webp", "avif"])
@pytest.mark.parametrize(
    "data",
    [
        pictures.jpeg(orientation=6, size=(40, 64)),
        pictures.jpeg(mode="L"),
        pictures.jpeg(mode="CMYK"),
        pictures.png(mode="P"),
        pictures.png(mode="LA"),
        pictures.png(mode="1"),
        pictures.webp(),
        pictures.gif(),
        pictures.avif(),
        pictures.encoded(pictures.drawing(), "BMP"),
    ],
)
def test_versions(data, format_name):
    info = images.probe(data)
    settings = ImageSettings(widths=(32,), formats=(format_name,))
    version = images.publish(data, images.plan(info, "a.jpg", settings)[1])
    image = pictures.opened(version)
    assert (image.format, image.width) == (format_name.upper(), 32)
    assert not image.getexif()
    assert not any(secret in version for secret in pictures.SECRETS)
    assert version == images.publish(data, images.plan(info, "a.jpg", settings)[1])


def test_versions_of_a_turned_picture_stand_upright():
    lying = pictures.drawing((400, 300)).transpose(2)  # a quarter turn to the left
    data = pictures.encoded(lying, "JPEG", exif=pictures.exif(6))
    version = images.publish(data, Recipe("a-200.webp", "webp", 200, 150))
    assert pictures.opened(version).size == (200, 150)
    assert pictures.corners(version) == ["red", "green", "blue", "white"]


def test_sixteen_bits_become_eight_without_burning_out():

    grey = Image.new("I;16", (20, 20), 32768)
    version = pictures.opened(images.publish(pictures.encoded(grey, "PNG"), Recipe("a", "webp", 10, 10)))
    assert abs(version.convert("L").getpixel((5, 5)) - 128) < 4


def test_transparency_stays():

    clear = pictures.encoded(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG")
    assert pictures.opened(images.publish(clear, Recipe("a", "webp", 10, 10))).getpixel((5, 5))[3] == 0
