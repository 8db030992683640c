"""Draws the illustrated pictures of the sample board beside the content files that name them.

    python tests/sample/draw.py [--root DIR] [--only WORD] [--width PIXELS] [--sheet FILE.png]

The same content always gives the same pictures: everything that varies comes from the picture's path.
"""

import argparse
import datetime
import io
import random
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import piexif
import resvg_py
from PIL import Image, ImageOps

from people import figure, find_trade, look_for
from places import TONES, place
from scenes import collective, find_scene
from svg import Svg

LONG, SHORT = 4032, 3024                        # what a phone's camera gives
DETAIL = 0.5                                    # share of the size at which the shapes are drawn: a phone is not sharper
LIMIT = 320_000                                 # bytes
ATTEMPTS = [(1.0, 82), (1.0, 76), (0.81, 80), (0.81, 72), (0.6, 78)]     # size, quality
TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_90",
         7: "TRANSVERSE", 8: "ROTATE_270"}      # how an upright picture is stored for each Orientation


@dataclass
class Picture:
    path: Path
    kind: str                                   # portrait | collective | scene
    seed: str
    dates: tuple                                # the first and the last possible day
    words: list = field(default_factory=list)   # the most telling first
    look: object = None                         # of the person meant, if any


# --- reading the content ----------------------------------------------------------------------

def front_matter(path):
    return tomllib.loads(path.read_text("utf-8").split("+++")[1])


def read_toml(path):
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def look_of(person, seed, words):
    woman = person.get("private", {}).get("gender") == "nu" or "Thị" in person["name"]
    return look_for(seed, woman, find_trade(*words))


def conference_pictures(folder, units):
    period = front_matter(folder / "conference.md")["period"]
    dates = datetime.date(period["from"], 2, 1), datetime.date(period["to"], 12, 20)
    groups = {g["id"]: g["label"] for g in read_toml(folder / "criteria.toml").get("group", [])}
    looks = {}
    for file in sorted(folder.glob("honorees/*/index.md")):
        person = front_matter(file)
        seed = f"{folder.name}/{file.parent.name}"
        unit = units.get(person.get("unit"), person.get("unit"))
        words = [person.get("job"), unit, groups.get(person.get("group"))]
        single = person["kind"] == "individual"
        look = looks[file.parent.name] = look_of(person, file.parent.name, words) if single else None
        if photo := person.get("photo"):
            words = words if single else [person["name"], unit, photo.get("alt")]
            yield Picture(file.parent / photo["file"], "portrait" if single else "collective", seed, dates, words, look)
        for extra in person.get("pictures", []):
            yield scene_picture(file.parent, extra, dates, look, person.get("job"), unit)
    for file in sorted(folder.glob("keynotes/*/index.md")):
        story = front_matter(file)
        hero = next((looks[i] for i in story.get("honorees", []) if looks.get(i)), None)
        for entry in story.get("pictures", []):
            yield scene_picture(file.parent, entry, dates, hero, story["title"])
    for album in read_toml(folder / "photos/photos.toml").get("album", []):
        for entry in album["pictures"]:
            yield scene_picture(folder / "photos", entry, (album.get("date", dates[1]),) * 2, None, album["title"])


def scene_picture(folder, entry, dates, look, *words):
    path = folder / entry["file"]
    seed = "/".join(path.parts[-4:])
    return Picture(path, "scene", seed, dates, [entry.get("alt"), entry.get("caption"), *words], look)


def all_pictures(root):
    units = {u["id"]: u["name"] for u in read_toml(root / "site/site.toml").get("unit", [])}
    for folder in sorted(p.parent for p in root.glob("content/*/conference.md")):
        yield from conference_pictures(folder, units)


# --- drawing ----------------------------------------------------------------------------------

def draw(picture):
    """The picture as SVG: upright 3:4, or 4:3 for scenes, groups and some portraits."""
    rng = random.Random(f"draw:{picture.seed}")
    if picture.kind == "scene":
        s = Svg(1600, 1200)
        find_scene(*picture.words)(s, rng, picture.look)
    elif picture.kind == "collective":
        s = Svg(1600, 1200)
        collective(s, rng, picture.words)
    else:
        wide = rng.random() < 0.1
        s = Svg(1600, 1200) if wide else Svg(900, 1200)
        tone = rng.choice(list(TONES))
        place(s, picture.look.place, s.width, s.height, tone, rng)
        figure(s, picture.look, s.width / 2 + rng.uniform(-14, 14), rng.uniform(452, 480), rng.uniform(1.1, 1.22),
               arms=rng.choice(["down", "down", "down", "joined"]))
    return s


def render(s, width):
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=s.text(), width=width)))).convert("RGB")


def orientation(rng):
    return rng.choices((1, 6, 3, 8, 2, 4, 5, 7), (46, 30, 9, 9, 1, 1, 1, 1))[0]


def degrees(value):
    minutes = (value % 1) * 60
    return (int(value), 1), (int(minutes), 1), (int((minutes % 1) * 6000), 100)


def exif(picture, rng, turned, stored):
    first, last = picture.dates
    day = first + datetime.timedelta(days=rng.randint(0, max(0, (last - first).days)))
    taken = f"{day:%Y:%m:%d} {rng.randint(7, 17):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
    data = {
        "0th": {piexif.ImageIFD.Make: "Sen Mobile", piexif.ImageIFD.Model: "S12", piexif.ImageIFD.Orientation: turned,
                piexif.ImageIFD.Software: "S12 camera", piexif.ImageIFD.DateTime: taken},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: taken, piexif.ExifIFD.BodySerialNumber: f"SM12-{rng.randint(0, 999999):06}",
                 piexif.ExifIFD.FNumber: (18, 10), piexif.ExifIFD.ISOSpeedRatings: rng.choice([64, 100, 200])},
        "GPS": {piexif.GPSIFD.GPSLatitudeRef: "N", piexif.GPSIFD.GPSLatitude: degrees(9.5 + rng.uniform(0, 0.2)),
                piexif.GPSIFD.GPSLongitudeRef: "E", piexif.GPSIFD.GPSLongitude: degrees(107.5 + rng.uniform(0, 0.2))},
    }
    if rng.random() < 0.6:
        small, buffer = stored.copy(), io.BytesIO()
        small.thumbnail((160, 160))
        small.save(buffer, "JPEG", quality=70)
        data |= {"1st": {piexif.ImageIFD.Compression: 6}, "thumbnail": buffer.getvalue()}
    return piexif.dump(data)


def write(picture, width=None):
    """Draws one picture and stores it as a phone would: turned, with EXIF, at most LIMIT bytes."""
    rng = random.Random(f"tags:{picture.seed}")
    turned = orientation(rng)
    s = draw(picture)
    full = width or (SHORT if s.width < s.height else LONG)
    image = render(s, round(full * DETAIL)).resize((full, full * s.height // s.width), Image.Resampling.BICUBIC)
    stored = image.transpose(getattr(Image.Transpose, TURNS[turned])) if turned > 1 else image
    tags = exif(picture, rng, turned, stored)
    for size, quality in ATTEMPTS:
        sized = stored if size == 1 else stored.resize([round(n * size / 16) * 16 for n in stored.size], Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        sized.save(buffer, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, exif=tags)
        if buffer.tell() <= LIMIT:
            break
    picture.path.write_bytes(buffer.getvalue())
    return buffer.tell(), turned


def contact_sheet(pictures, file, columns=10, cell=200):
    sheet = Image.new("RGB", (columns * cell, -(-len(pictures) // columns) * cell), "white")
    for i, picture in enumerate(pictures):
        image = Image.open(picture.path)
        image.draft("RGB", (cell * 4, cell * 4))
        image = ImageOps.contain(ImageOps.exif_transpose(image), (cell - 4, cell - 4))
        sheet.paste(image, (i % columns * cell, i // columns * cell))
    sheet.save(file)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    options.add_argument("--only", default="", help="only pictures with this in their path")
    options.add_argument("--width", type=int, help="draw at this width, to try something out")
    options.add_argument("--sheet", type=Path, help="also write a contact sheet")
    args = options.parse_args()
    pictures = {p.path: p for p in all_pictures(args.root) if args.only in str(p.path) and p.path.suffix == ".jpg"}.values()
    total = 0
    for picture in pictures:
        size, turned = write(picture, args.width)
        total += size
        print(f"{size // 1000:4} kB  turned {turned}  {picture.path.relative_to(args.root)}", flush=True)
    print(f"{len(pictures)} pictures, {total / 1e6:.1f} MB")
    if args.sheet:
        contact_sheet(list(pictures), args.sheet)


if __name__ == "__main__":
    main()
