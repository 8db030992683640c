#!/usr/bin/env python3
"""Makes the three fonts beside this file: one subset a weight, Latin and Vietnamese in one.

Split subsets would be larger and lose the kerning between their halves ("Vũ", "Tạ", "Từ").

    pip install "fonttools[woff]==4.68.0"
    python3 make.py [--check]

The sources come by their packages: Be Vietnam Pro from npm (@expo-google-fonts/be-vietnam-pro 0.4.1, called
through `npm pack`), Noto Serif Display from Debian (fonts-noto-core 20201225-1, to be installed beforehand).
With --check nothing is written; the exit code says whether the files here are what the sources give.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
NPM = "@expo-google-fonts/be-vietnam-pro@0.4.1"
DEBIAN = Path("/usr/share/fonts/truetype/noto/NotoSerifDisplay-Bold.ttf")

# What we write: its source, the SHA-256 of that.
FONTS = {
    "NotoSerifDisplay-Bold.woff2": (
        DEBIAN.name,
        "8666c2488e681a31670f9fc0b5d59fa4f21f2a0664a76876fe49ebd832f673c7",
    ),
    "be-vietnam-pro-400Regular.woff2": (
        "package/400Regular/BeVietnamPro_400Regular.ttf",
        "cb6f53d6fd56316356c55b067474d9621c27b7182b124063b8f6eab6acef63bd",
    ),
    "be-vietnam-pro-600SemiBold.woff2": (
        "package/600SemiBold/BeVietnamPro_600SemiBold.ttf",
        "04db63d2a82dd4bb35ba25e00dab1d12febcd0e917856b174b71a24d6f0c9afa",
    ),
}
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "pnum", "case"]
MOST = 45 * 1024  # bytes, all three together


def letters():
    """The 134 letters of Vietnamese that have a mark."""
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones} | {"đ"}
    marked = {letter for letter in small if not letter.isascii()}
    return marked | {letter.upper() for letter in marked}


def characters():
    """What a page may show."""
    ascii = {chr(code) for code in range(0x20, 0x7F)}
    signs = set("\u00a0§©ª«®°±²³·º»½×–—‘’“”•…‰₫№−")
    # A text that came decomposed is composed before it is shown; these are for a browser's address bar and such.
    tones = set("\u0300\u0301\u0303\u0309\u0323")
    # Names of the Ê Đê, Ba Na and Chăm, and of guests from elsewhere.
    names = set("ĔĕĬĭŎŏŬŭČčÑñÇçÄäÖöÜü")
    return letters() | ascii | signs | tones | names


def sources(folder):
    """The full fonts, fetched by their packages, each proven by its digest."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", NPM], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    for name, (source, digest) in FONTS.items():
        path = DEBIAN if source == DEBIAN.name else folder / source
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != digest:
            raise SystemExit(f"{path}: another font than the one this was made from: {found}")
        yield name, path


def cut(path):
    """The subset of a font, as WOFF2. Its dates stay the source's: the same twice is the same."""
    font = TTFont(path, recalcTimestamp=False)
    lacking = letters() - {chr(code) for code in font.getBestCmap()}
    if lacking:
        raise SystemExit(f"{path} has no {' '.join(sorted(lacking))}")
    options = subset.Options(layout_features=FEATURES, hinting=False, flavor="woff2")
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(characters())))
    cutter.subset(font)
    font.flavor = "woff2"
    with tempfile.TemporaryFile() as file:
        font.save(file)
        file.seek(0)
        return file.read()


def main():
    check = "--check" in sys.argv[1:]
    total, same = 0, True
    with tempfile.TemporaryDirectory() as folder:
        for name, path in sources(Path(folder)):
            made = cut(path)
            total += len(made)
            kept = HERE / name
            as_before = kept.exists() and kept.read_bytes() == made
            same &= as_before
            print(f"{name}: {len(made)} bytes, {'as it is here' if as_before else 'another than here'}")
            if not check:
                kept.write_bytes(made)
    if total > MOST:
        raise SystemExit(f"{total} bytes are more than {MOST}")
    return 0 if same or not check else 1


if __name__ == "__main__":
    sys.exit(main())
