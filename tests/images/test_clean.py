"""Published pictures carry no metadata, stand upright, and lose nothing else."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.ImageChops import difference

from sitegen import images
from sitegen.images import Fault, Recipe, png

from . import pictures

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
UPRIGHT = ["red", "green", "blue", "white"]

CARRIERS = {
    "a.jpg": pictures.jpeg(),
    "progressive.jpg": pictures.jpeg(progressive=True),
    "grey.jpg": pictures.jpeg(mode="L"),
    "cmyk.jpg": pictures.jpeg(mode="CMYK"),
    "turned.jpg": pictures.jpeg(orientation=6),
    "a.png": pictures.png(),
    "palette.png": pictures.png(mode="P"),
    "alpha.png": pictures.png(mode="RGBA"),
    "turned.png": pictures.png(orientation=8),
    "a.webp": pictures.webp(),
    "lossless.webp": pictures.webp(lossless=True),
    "turned.webp": pictures.webp(orientation=3),
    "a.gif": pictures.gif(),
    "a.avif": pictures.avif(),
    "turned.avif": pictures.avif(orientation=6),
    "moving.gif": pictures.moving("GIF", comment=pictures.SECRET.encode()),
    "moving.png": pictures.moving("PNG", exif=pictures.exif()),
    "moving.webp": pictures.moving("WEBP", exif=pictures.exif(), xmp=pictures.XMP),
}


def clean(name):
    result = images.clean(CARRIERS[name], name)
    assert isinstance(result, bytes), result
    return result


@pytest.mark.parametrize("name", CARRIERS)
def test_no_planted_text_is_left(name):
    assert any(secret in CARRIERS[name] for secret in pictures.SECRETS)
    assert not any(secret in clean(name) for secret in pictures.SECRETS)


@pytest.mark.parametrize("name", CARRIERS)
def test_pillow_finds_no_metadata(name):
    image = pictures.opened(clean(name))
    assert not image.getexif()
    assert not {"xmp", "comment", "photoshop", "XML:com.adobe.xmp", "mp", "Comment"} & set(image.info)


@pytest.mark.parametrize("name", [name for name in CARRIERS if "turned" not in name and "moving" not in name])
def test_pixels_are_untouched(name):
    before, after = pictures.opened(CARRIERS[name]), pictures.opened(clean(name))
    assert after.mode == before.mode
    assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("name", CARRIERS)
def test_cleaning_twice_changes_nothing(name):
    once = clean(name)
    assert images.clean(once, name) == once


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.webp, pictures.avif])
def test_orientation_is_applied(make, orientation):
    method = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    lying = pictures.drawing().transpose(method)  # as the camera stores it
    name = make.__name__.upper()
    data = pictures.encoded(lying, name, exif=pictures.exif(orientation), quality=95)
    info = images.probe(data)
    assert (info.width, info.height, info.orientation) == (64, 40, orientation)
    published = images.clean(data)
    assert pictures.opened(published).size == (64, 40)
    assert pictures.corners(published) == UPRIGHT
    assert not any(secret in published for secret in pictures.SECRETS)


def test_a_turned_jpeg_is_packed_as_finely_as_before():
    noisy = Image.effect_noise((128, 96), 60).convert("RGB")
    data = pictures.encoded(noisy, "JPEG", exif=pictures.exif(3), quality=93, subsampling=2)
    before, after = pictures.opened(data), pictures.opened(images.clean(data))
    assert after.quantization == before.quantization
    worst = max(
        high for _, high in difference(after, before.transpose(Image.Transpose.ROTATE_180)).getextrema()
    )
    assert worst <= 8


@pytest.mark.parametrize(
    ("format_name", "orientation"),
    [("JPEG", 1), ("JPEG", 6), ("PNG", 1), ("PNG", 6), ("WEBP", 1), ("WEBP", 6)],
)
def test_the_colour_profile_is_kept(format_name, orientation):
    data = pictures.encoded(
        pictures.drawing(), format_name, icc_profile=SRGB, exif=pictures.exif(orientation)
    )
    assert pictures.opened(images.clean(data)).info["icc_profile"] == SRGB


@pytest.mark.parametrize("name", ["moving.gif", "moving.png", "moving.webp"])
def test_moving_pictures_keep_moving(name):
    before, after = Image.open(io.BytesIO(CARRIERS[name])), Image.open(io.BytesIO(clean(name)))
    assert images.probe(CARRIERS[name]).animated
    assert after.n_frames == before.n_frames == 3
    assert after.info.get("loop") == before.info.get("loop")
    for number in range(3):
        before.seek(number)
        after.seek(number)
        before.load(), after.load()
        assert after.info.get("duration") == before.info.get("duration") == 120
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


@pytest.mark.parametrize("body", [zlib.compress(bytes(20_000_000)), b"junk", zlib.compress(b"x")[:-1], b""])
@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt"])
def test_a_png_loses_a_profile_that_does_not_unpack_and_stays(kind, body):
    """Readers' browsers would have to unpack it; and Pillow, which makes versions, refuses the file."""
    plain = pictures.png()
    end_of_head = len(png.SIGNATURE) + 25
    chunk = kind + b"name\0\0" + body
    chunk = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    data = plain[:end_of_head] + chunk + plain[end_of_head:]
    assert images.clean(data) == images.clean(plain)
    version = Recipe("a-32.webp", "webp", 32, 20)
    assert images.publish(data, version) == images.publish(plain, version)


def test_a_thumbnail_in_the_jfif_header_is_dropped():
    data = pictures.encoded(pictures.drawing(), "JPEG")
    header = b"\xff\xe0\x00\x13JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01\xaa\xbb\xcc"
    cleaned = images.clean(data[:2] + header + data[20:])
    assert b"\xaa\xbb\xcc" not in cleaned
    assert pictures.opened(cleaned).size == (64, 40)


def test_a_png_inside_an_icon_is_cleaned():
    data = pictures.encoded(pictures.drawing((32, 32)), "ICO")
    start = data.index(b"\x89PNG")
    inner = pictures.png(size=(32, 32))
    entry = b"\x20\x20" + data[8:14] + len(inner).to_bytes(4, "little") + (22).to_bytes(4, "little")
    icon = b"\0\0\1\0\1\0" + entry + inner
    assert start >= 22
    cleaned = images.clean(icon, "favicon.ico")
    assert pictures.SECRET.encode() not in cleaned
    assert pictures.opened(cleaned).size == (32, 32)


def test_keeping_metadata_leaves_the_bytes_alone():
    assert images.publish(CARRIERS["turned.jpg"], Recipe("turned.jpg", keep=True)) == CARRIERS["turned.jpg"]


def test_keeping_metadata_keeps_no_script_in_a_drawing():
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
    assert b"script" not in images.publish(drawing, Recipe("a.svg", keep=True))


@given(
    st.binary(max_size=300),
    st.sampled_from(["a.jpg", "a.png", "a.gif", "a.webp", "a.avif", "a.svg", "a.ico", "a"]),
)
def test_any_bytes_give_bytes_or_a_fault(data, name):
    assert isinstance(images.clean(data, name), bytes | Fault)


@given(st.sampled_from(sorted(CARRIERS)), st.data())
def test_any_damage_gives_bytes_or_a_fault(name, data):
    picture = bytearray(CARRIERS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        picture[data.draw(st.integers(0, len(picture) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(picture)))
    assert isinstance(images.clean(bytes(picture[:cut]), name), bytes | Fault)
    assert isinstance(images.publish(bytes(picture), Recipe(name, "webp", 20, 12)), bytes | Fault)


@given(st.sampled_from(["a.jpg", "a.png", "a.webp", "a.gif", "moving.webp", "moving.gif"]), st.data())
def test_a_picture_with_bytes_put_in_gives_up_no_secret(name, data):
    """Whatever a broken encoder leaves between the parts, the planted texts do not get out."""
    picture = CARRIERS[name]
    at = data.draw(st.integers(12, len(picture)))
    result = images.clean(picture[:at] + data.draw(st.binary(max_size=8)) + picture[at:], name)
    parts = () if isinstance(result, Fault) else pictures.SECRETS
    assert not any(secret in result for secret in parts)
