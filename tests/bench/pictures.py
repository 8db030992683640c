"""What pictures cost: a hundred photos of 12 megapixels, all that a site needs of each, by this program and by libvips.

    pip install pillow pyvips[binary] ssimulacra2
    npm pack @vladmandic/face-api && tar xf vladmandic-face-api-*.tgz       # six photographs of people, or take your own
    cargo build --release
    python tests/bench/pictures.py package/demo/sample*.jpg

Both make, upright and in sRGB, of every photo the portrait in 4:5 as WebP in four widths and as JPEG in one; there are
no share cards and no booklet. libvips decodes once, shrinks while it loads, and looks for no faces. It is given the quality at which
SSIMULACRA2 says its pictures look like ours, which is measured first, against pictures that nobody compressed.
"""

import argparse
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

ROOT = Path(__file__).parents[2]
WIDTHS, PLAIN = (160, 320, 640, 960), 640
# What `src/photos/encode.rs` says of WebP; both sides call the same library with it.
WEBP, EFFORT = 76, 2


def photographs(sources, count, folder):
    """Files as telephones make them: another part of another source each time, 4032 by 3024, noise, EXIF, some lying."""
    rng = random.Random(12)
    folder.mkdir(parents=True)
    for at in range(count):
        source = Image.open(sources[at % len(sources)]).convert("RGB")
        width = rng.randrange(source.width // 2, source.width)
        size = (width, min(width * 3 // 4, source.height))
        left, top = rng.randrange(source.width - size[0] + 1), rng.randrange(source.height - size[1] + 1)
        picture = source.crop((left, top, left + size[0], top + size[1])).resize((4032, 3024), Image.LANCZOS)
        picture = picture.filter(ImageFilter.UnsharpMask(3, 120, 2))
        noise = Image.effect_noise((1008, 756), 14).resize(picture.size).convert("RGB")
        picture = Image.blend(picture, noise, 0.06)
        exif = Image.Exif()
        exif[0x0112] = turn = (1, 1, 6, 3)[at % 4]
        if turn == 6:
            picture = picture.transpose(Image.Transpose.ROTATE_90)
        elif turn == 3:
            picture = picture.transpose(Image.Transpose.ROTATE_180)
        picture.save(folder / f"{at:03}.jpg", quality=92, exif=exif)


def board(program, photos, folder):
    """A board whose honourees have these photos."""
    subprocess.run([program, "init", folder], check=True, stdout=subprocess.DEVNULL)
    settings = folder / "site/site.toml"
    settings.write_text("cards = false\n" + settings.read_text())
    honorees = next(folder.glob("content/*/honorees"))
    sample = next(honorees.iterdir())
    text = re.sub(r"# (photo = .*)", r"\1", (sample / "index.md").read_text())
    for at, photo in enumerate(photos):
        place = honorees / f"nguoi-{at}"
        place.mkdir()
        # The point is given, so that both sides cut the same; faces are looked for all the same.
        point = text.replace('.jpg", alt', '.jpg", focus = [0.5, 0.5], alt')
        (place / "index.md").write_text(point.replace("Mẫu", f"Số {at}"))
        shutil.copy(photo, place / "chan-dung.jpg")
    shutil.rmtree(sample)
    shutil.rmtree(honorees.parent / "keynotes")


def run(command, **more):
    """Runs a command: seconds of processors and by the clock, and the most memory of one process in MiB."""
    # GNU time, because what a child of ours had before it became the program would count as its memory.
    ran = subprocess.run(["/usr/bin/time", "-f", "%U %S %e %M", *command], capture_output=True, text=True, **more)
    if ran.returncode:
        sys.exit(ran.stderr)
    user, system, wall, peak = map(float, ran.stderr.split()[-4:])
    return user + system, wall, peak / 1024


def vips(photos, jpeg, part, parts):
    """One process of libvips: the same pictures."""
    import pyvips

    out = Path(tempfile.mkdtemp())
    for at, photo in enumerate(photos[part::parts]):
        picture = pyvips.Image.new_from_file(str(photo), shrink=2).autorot().copy_memory()
        width = min(picture.width, picture.height * 4 // 5)
        height = width * 5 // 4
        cut = picture.crop((picture.width - width) // 2, (picture.height - height) // 2, width, height)
        for size in WIDTHS:
            small = cut.resize(size / width).copy_memory()
            small.webpsave(str(out / f"{at}-{size}.webp"), Q=WEBP, effort=EFFORT, keep="none")
            if size == PLAIN:
                small.jpegsave(str(out / f"{at}.jpg"), Q=jpeg, optimize_coding=True, keep="none")
    print(sum(file.stat().st_size for file in out.iterdir()))
    shutil.rmtree(out)


def matched(built, photos):
    """The quality of libvips' JPEG that looks like ours, and how ours look: measured on pictures of 640 across."""
    import pyvips
    from ssimulacra2 import compute_ssimulacra2

    def plain(data):
        return Image.open(io.BytesIO(data)).convert("RGB")

    def score(reference, picture):
        with tempfile.TemporaryDirectory() as folder:
            paths = [f"{folder}/{name}.png" for name in "ab"]
            reference.save(paths[0]), picture.save(paths[1])
            return compute_ssimulacra2(*paths)

    pairs = []
    for at, photo in enumerate(photos[:4]):
        page = next(built.glob(f"*/honorees/nguoi-{at}/index.html")).read_text()
        jpeg = re.search(r'<img src="[./]*(assets/pictures/[^"]+-640\.jpg)"', page)[1]
        webp = re.search(r'(assets/pictures/[^ "]+-640\.webp)', page)[1]
        ours = {"jpeg": Image.open(built / jpeg).convert("RGB"), "webp": Image.open(built / webp).convert("RGB")}
        pairs.append((cut(ImageOps.exif_transpose(Image.open(photo)), ours["jpeg"].size), ours))
    jpeg_ours = mean(score(reference, ours["jpeg"]) for reference, ours in pairs)
    webp_ours = mean(score(reference, ours["webp"]) for reference, ours in pairs)

    def theirs(quality, save):
        scores = []
        for reference, _ in pairs:
            picture = pyvips.Image.new_from_memory(reference.tobytes(), *reference.size, 3, "uchar")
            scores.append(score(reference, plain(save(picture.copy(interpretation="srgb"), quality))))
        return mean(scores)

    jpegs = {q: theirs(q, lambda p, q: p.jpegsave_buffer(Q=q, optimize_coding=True)) for q in range(60, 93, 4)}
    webp = theirs(WEBP, lambda p, q: p.webpsave_buffer(Q=q, effort=EFFORT))
    best = min(jpegs, key=lambda q: abs(jpegs[q] - jpeg_ours))
    print(f"SSIMULACRA2: JPEG ours {jpeg_ours:.1f}, libvips {jpegs[best]:.1f} at Q {best}; "
          f"WebP ours {webp_ours:.1f}, libvips {webp:.1f} at Q {WEBP}")
    return best


def cut(upright, size):
    """The part of a photo that a portrait shows, not compressed: the editor's point is in the middle."""
    width = min(upright.width, upright.height // 5 * 4)
    height = width * 5 // 4
    left, top = (upright.width - width) // 2, (upright.height - height) // 2
    return upright.resize(size, Image.LANCZOS, (left, top, left + width, top + height), reducing_gap=None)


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def main():
    parser = argparse.ArgumentParser(description="What pictures cost, beside libvips.")
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--program", default=ROOT / "target/release/bangvang")
    parser.add_argument("--vips", nargs=3, metavar=("FOLDER", "PART", "QUALITY"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.vips:
        folder, part, quality = asked.vips
        vips(sorted(Path(folder).iterdir()), int(quality), int(part), 2)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        photographs(asked.sources, asked.count, folder / "photos")
        photos = sorted((folder / "photos").iterdir())
        print(f"{len(photos)} photos, {mean(p.stat().st_size for p in photos) / 1e6:.1f} MB each")
        board(asked.program, photos, folder / "board")
        build = [asked.program, "build", "--only", "web", "--root", folder / "board"]
        time.sleep(2.1)
        ratios, quality = [], None
        for _ in range(asked.rounds):
            for name in (".bangvang", "public"):
                shutil.rmtree(folder / "board" / name, ignore_errors=True)
            cpu, wall, peak = run(build)
            print(f"ours     cpu {cpu:7.2f} s  wall {wall:7.2f} s  peak {peak:5.0f} MiB")
            quality = quality or matched(folder / "board" / "public", photos)
            alone = {**os.environ, "VIPS_CONCURRENCY": "1"}
            start, before = time.monotonic(), os.times()
            call = [sys.executable, __file__, "--vips", folder / "photos"]
            call = [[*call, str(part), str(quality)] for part in range(2)]
            children = [subprocess.Popen(one, env=alone, stdout=subprocess.PIPE) for one in call]
            said = [child.communicate()[0] for child in children]
            if any(child.returncode for child in children):
                sys.exit("libvips failed")
            after = os.times()
            theirs = after.children_user + after.children_system - before.children_user - before.children_system
            wall = time.monotonic() - start
            print(f"libvips  cpu {theirs:7.2f} s  wall {wall:7.2f} s")
            made = [file.stat().st_size for file in (folder / "board/public/assets/pictures").iterdir()]
            bytes_ratio = sum(made) / sum(map(int, said))
            print(f"{len(made)} files of ours; ours ÷ libvips, bytes: {bytes_ratio:.3f}")
            ratios.append(cpu / theirs)
            print(f"ours ÷ libvips, cpu: {ratios[-1]:.2f}")
        cpu, wall, peak = run(build)
        print(f"nothing changed: {wall * 1000:.0f} ms, {cpu * 1000:.0f} ms of cpu, peak {peak:.0f} MiB")
        for threads in (1, 8):
            for name in (".bangvang", "public"):
                shutil.rmtree(folder / "board" / name, ignore_errors=True)
            cpu, wall, peak = run(build, env={**os.environ, "RAYON_NUM_THREADS": str(threads)})
            print(f"{threads} threads: cpu {cpu:.2f} s  wall {wall:.2f} s  peak {peak:.0f} MiB")


main()
