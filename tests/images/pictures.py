"""Real pictures for the tests, made by Pillow, with secrets in every place that holds metadata."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

SECRET = "PLANTED-51.3387N"
SECRETS = (SECRET.encode(), SECRET.encode("utf-16-le"), SECRET.encode("utf-16-be"))


def drawing(size=(64, 40), mode="RGB"):
    """Four unlike corners, so that turning it shows: red, green / blue, white."""
    image = Image.new("RGB", size, "white")
    width, height = size
    image.paste("red", (0, 0, width // 2, height // 2))
    image.paste("lime", (width // 2, 0, width, height // 2))
    image.paste("blue", (0, height // 2, width // 2, height))
    return image.convert(mode)


def exif(orientation=1):
    block = Image.Exif()
    block[0x010F] = SECRET
    block[0x0131] = SECRET
    block[0x0112] = orientation
    block[0x8825] = {1: "N", 2: (51.0, 20.0, 19.0), 29: SECRET}
    return block.tobytes()


XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()


def encoded(image, format_name, **options):
    out = io.BytesIO()
    image.save(out, format_name, **options)
    return out.getvalue()


def jpeg(orientation=1, size=(64, 40), mode="RGB", **options):
    data = encoded(
        drawing(size, mode),
        "JPEG",
        exif=exif(orientation),
        xmp=XMP,
        comment=SECRET,
        quality=95,
        subsampling=0,
        **options,
    )
    segment = b"Photoshop 3.0\0" + SECRET.encode()
    iptc = b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment
    flashpix = b"\xff\xe2" + struct.pack(">H", len(SECRET) + 7) + b"FPXR\0" + SECRET.encode()
    return data[:2] + iptc + flashpix + data[2:] + SECRET.encode()


def png(orientation=1, size=(64, 40), mode="RGB", **options):
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET)
    texts.add_text("Author", SECRET, zip=False)
    texts.add_itxt("XML:com.adobe.xmp", SECRET)
    texts.add(b"prIv", SECRET.encode())
    image = drawing(size, "RGB").convert(mode)
    return encoded(image, "PNG", pnginfo=texts, exif=exif(orientation), **options) + SECRET.encode()


def webp(orientation=1, size=(64, 40), **options):
    return encoded(drawing(size), "WEBP", exif=exif(orientation), xmp=XMP, **options) + SECRET.encode()


def avif(orientation=1, size=(64, 40)):
    return encoded(drawing(size), "AVIF", exif=exif(orientation), xmp=XMP)


def gif(size=(64, 40)):
    return encoded(drawing(size), "GIF", comment=SECRET.encode()) + SECRET.encode()


def frames(count=3, size=(64, 40)):
    return [Image.new("RGB", size, (80 * n, 20, 200 - 60 * n)) for n in range(count)]


def moving(format_name, **options):
    first, *rest = frames()
    return encoded(first, format_name, save_all=True, append_images=rest, duration=120, loop=3, **options)


def bomb_png(width=60_000, height=60_000):
    """A few hundred bytes that promise 3,600 million pixels."""

    def chunk(kind, body):
        return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def corners(data):
    """The colours at the four corners, as names."""
    image = opened(data).convert("RGB")
    width, height = image.size
    places = [(3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4)]
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    return [names.get(tuple(int(c > 127) for c in image.getpixel(place)), "?") for place in places]
