"""Writes small photos of every kind beside itself, with the colours another decoder sees in them."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageChops, ImageCms, ImageOps

HERE = Path(__file__).parent
PAPER = (250, 246, 236)
# Three across, two down: skin, lacquer, leaf; gold, sky, nearly black.
PATCHES = [(224, 172, 140), (134, 22, 25), (52, 120, 60), (212, 168, 60), (90, 140, 200), (30, 28, 32)]
SIDE = 16


# ---------------------------------------------------------------- Profiles (ICC.1:2001-04, version 2)

def s15(value):
    return struct.pack(">i", round(value * 65536))


def profile(space, kind, tags):
    """A profile of these tags; its connection space is XYZ, for inks Lab."""
    connection = b"Lab " if space == b"CMYK" else b"XYZ "
    table, data = b"", b""
    at = 128 + 4 + 12 * len(tags)
    for name, body in tags:
        table += name + struct.pack(">II", at + len(data), len(body))
        data += body + b"\0" * (-len(body) % 4)
    body = struct.pack(">I", len(tags)) + table + data
    head = struct.pack(">I", 128 + len(body)) + b"\0\0\0\0" + b"\x02\x40\0\0" + kind + space + connection
    head += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + s15(0.9642) + s15(1) + s15(0.8249)
    return head + b"\0" * (128 - len(head)) + body


def curve(gamma):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))


def xyz(*values):
    return b"XYZ \0\0\0\0" + b"".join(map(s15, values))


def text(words):
    words = words.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words + b"\0" * 78


def common(name):
    return [(b"desc", text(name)), (b"wtpt", xyz(0.9642, 1, 0.8249)), (b"cprt", b"text\0\0\0\0none\0")]


def matrix(name, red, green, blue, gamma):
    tags = common(name) + [(b"rXYZ", xyz(*red)), (b"gXYZ", xyz(*green)), (b"bXYZ", xyz(*blue))]
    return profile(b"RGB ", b"mntr", tags + [(tag, curve(gamma)) for tag in (b"rTRC", b"gTRC", b"bTRC")])


def inks():
    """A press in a table of five steps for each ink: paper and ink mixed as Neugebauer would, not the plain product."""
    def lab(c, m, y, k):
        light = (1 - 0.55 * c) * (1 - 0.52 * m) * (1 - 0.09 * y) * (1 - 0.88 * k)
        a = (-36 * c + 74 * m - 5 * y) * (1 - k) * (1 - 0.3 * c * m)
        b = (-50 * c - 3 * m + 93 * y) * (1 - k) * (1 - 0.3 * c * y)
        return 96 * light, a, b

    steps = [n / 4 for n in range(5)]
    cells = b""
    for c in steps:
        for m in steps:
            for y in steps:
                for k in steps:
                    light, a, b = lab(c, m, y, k)
                    cells += bytes(max(0, min(255, round(v))) for v in (light * 2.55, a + 128, b + 128))
    straight = bytes(range(256))
    identity = b"".join(s15(v) for v in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 5, 0]) + identity + straight * 4 + cells + straight * 3
    return profile(b"CMYK", b"prtr", common("Inks") + [(b"A2B0", table), (b"A2B1", table)])


P3 = matrix("Wide", (0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841), 2.2)
ADOBE = matrix("Wide and green", (0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446), 2.2)
GREY = profile(b"GRAY", b"mntr", common("Grey") + [(b"kTRC", curve(1.5))])
INKS = inks()


# ---------------------------------------------------------------- Pictures

def patches(mode="RGB"):
    picture = Image.new("RGB", (3 * SIDE, 2 * SIDE))
    for at, colour in enumerate(PATCHES):
        picture.paste(colour, (at % 3 * SIDE, at // 3 * SIDE, at % 3 * SIDE + SIDE, at // 3 * SIDE + SIDE))
    return picture.convert(mode)


def jpeg(picture, **more):
    out = io.BytesIO()
    plain = {} if picture.mode == "L" else {"subsampling": 0}
    picture.save(out, "JPEG", quality=95, **plain, **more)
    return out.getvalue()


def saved(picture, kind, **more):
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


def stored(picture, orientation):
    """As a camera stores it that is held so: the way back from `exif_transpose`."""
    ways = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    return picture.transpose(Image.Transpose(ways[orientation])) if orientation in ways else picture


def cmyk():
    picture = patches()
    return Image.merge("CMYK", [*[band.point(lambda v: (255 - v) * 7 // 8) for band in picture.split()],
                                picture.convert("L").point(lambda v: (255 - v) // 6)])


def without_adobe(data):
    """Inks the right way round and nobody to say otherwise."""
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 2 + int.from_bytes(data[at + 2:at + 4], "big"):]


def ycck():
    """What Photoshop writes: inks as if they were red, green and blue, and those as luma and chroma."""
    c, m, y, k = cmyk().split()
    # The marks say which way the inks were taken: R of the formula is 255 - C as it is stored, which is C.
    inverted = Image.merge("RGB", (c, m, y)).convert("YCbCr").split()
    data = jpeg(Image.merge("CMYK", [*[band.point(lambda v: 255 - v) for band in inverted], k]))
    at = data.index(b"Adobe")
    return data[:at + 11] + b"\2" + data[at + 12:]


def png16(colour_type):
    """Pillow writes no colours of 16 bits: rows by hand."""
    rgb = patches()
    source = rgb.convert("L") if colour_type == 0 else rgb
    rows = b""
    for y in range(source.height):
        rows += b"\0"
        for x in range(source.width):
            pixel = source.getpixel((x, y))
            for value in (pixel if isinstance(pixel, tuple) else (pixel,)):
                rows += struct.pack(">H", value * 257)

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", source.width, source.height, 16, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def glass():
    picture = patches("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    return picture


def everything_hidden():
    """All a file can carry beside its pixels."""
    data = exif(6)
    data[0x010f], data[0x8825] = "SECRETMAKER", {1: "N", 2: (10.0, 46.0, 33.0), 3: "E", 4: (106.0, 41.0, 55.0)}
    data[0x8769] = {0xa431: "SECRETSERIAL"}
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRETXMP exif:GPSLatitude='10,46.5N'</x:xmpmeta>"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x50\0\x06SECRET\0"
    file = jpeg(stored(patches(), 6), exif=data, icc_profile=P3, comment=b"SECRETCOMMENT")

    def segment(marker, body):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body

    return file[:2] + segment(0xe1, xmp) + segment(0xed, iptc) + file[2:] + b"SECRETTRAILER" + jpeg(patches())


# ---------------------------------------------------------------- What another decoder sees

def seen(data):
    picture = Image.open(io.BytesIO(data))
    icc = picture.info.get("icc_profile")
    deep = picture.mode.startswith("I")
    picture = ImageOps.exif_transpose(picture)
    if deep:
        picture = picture.point(lambda v: v / 257).convert("L")
    if picture.mode in ("P", "1"):
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    alpha = picture.getchannel("A") if picture.mode in ("RGBA", "LA") else None
    if picture.mode == "LA":
        picture = picture.convert("L")
    if picture.mode == "RGBA":
        picture = picture.convert("RGB")
    if icc:
        given = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        srgb = ImageCms.createProfile("sRGB")
        picture = ImageCms.profileToProfile(picture, given, srgb, ImageCms.Intent.PERCEPTUAL, "RGB")
    elif picture.mode == "CMYK":
        *inks, black = [ImageChops.invert(band) for band in picture.split()]
        picture = Image.merge("RGB", [ImageChops.multiply(ink, black) for ink in inks])
    picture = picture.convert("RGB")
    if alpha:
        picture = Image.composite(picture, Image.new("RGB", picture.size, PAPER), alpha)
    return picture


def main():
    rgb = patches()
    noise = patches("P")
    noise.info["transparency"] = noise.getpixel((2, 2))
    files = {
        "plain.jpg": jpeg(rgb),
        "progressive.jpg": jpeg(rgb, progressive=True),
        "p3.jpg": jpeg(rgb, icc_profile=P3),
        "adobe-rgb.jpg": jpeg(rgb, icc_profile=ADOBE),
        "broken-profile.jpg": jpeg(rgb, icc_profile=b"no profile at all" * 20),
        "grey.jpg": jpeg(patches("L")),
        "grey-profile.jpg": jpeg(patches("L"), icc_profile=GREY),
        "cmyk-adobe.jpg": jpeg(cmyk()),
        "cmyk-plain.jpg": without_adobe(jpeg(Image.merge("CMYK", [b.point(lambda v: 255 - v) for b in cmyk().split()]))),
        "cmyk-profile.jpg": jpeg(cmyk(), icc_profile=INKS),
        "ycck.jpg": ycck(),
        "ycck-profile.jpg": None,
        "grey16.png": png16(0),
        "rgb16.png": png16(2),
        "palette.png": saved(patches("P"), "PNG"),
        "palette-glass.png": saved(noise, "PNG", transparency=noise.info["transparency"]),
        "one-bit.png": saved(patches("1"), "PNG"),
        "glass.png": saved(glass(), "PNG"),
        "grey-glass.png": saved(glass().convert("LA"), "PNG"),
        "p3.png": saved(rgb, "PNG", icc_profile=P3),
        "turned.png": saved(stored(rgb, 8), "PNG", exif=exif(8)),
        "lossy.webp": saved(rgb, "WEBP", quality=95),
        "lossless.webp": saved(rgb, "WEBP", lossless=True),
        "glass.webp": saved(glass(), "WEBP", lossless=True, exact=True),
        "p3.webp": saved(rgb, "WEBP", lossless=True, icc_profile=P3),
        "turned.webp": saved(stored(rgb, 6), "WEBP", lossless=True, exif=exif(6)),
        "everything-hidden.jpg": everything_hidden(),
    }
    file = files["ycck.jpg"]
    segment = b"ICC_PROFILE\0\1\1" + INKS
    files["ycck-profile.jpg"] = file[:2] + b"\xff\xe2" + struct.pack(">H", len(segment) + 2) + segment + file[2:]
    for orientation in range(1, 9):
        files[f"turned-{orientation}.jpg"] = jpeg(stored(rgb, orientation), exif=exif(orientation))
    lines = []
    for name, data in sorted(files.items()):
        (HERE / name).write_bytes(data)
        if name == "cmyk-plain.jpg":
            # Pillow, too, takes inks that nobody explains as Adobe's opposite.
            picture = seen(files["cmyk-adobe.jpg"])
        elif name == "broken-profile.jpg":
            picture = seen(files["plain.jpg"])
        else:
            picture = seen(data)
        for at in range(6):
            x, y = at % 3 * SIDE + SIDE // 2, at // 3 * SIDE + SIDE // 2
            lines.append(f"{name} {picture.width} {picture.height} {x} {y} {' '.join(map(str, picture.getpixel((x, y))))}")
    (HERE / "expected.txt").write_text("\n".join(lines) + "\n")


main()
