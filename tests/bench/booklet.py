"""What a booklet costs: the whole booklet of a board by this program, and its honourees' pages alone by WeasyPrint.

    pip install weasyprint==70.0
    cargo build --release
    python tests/bench/booklet.py BOARD                        # a folder with honourees, with their photos or without

Both get the same people: WeasyPrint reads the main part of every honouree's page of the built website, one after
another, with the theme's own fonts and a plain style sheet of one page for each. It makes no contents, no indexes, no
running heads, and fits nothing to a page. The program makes three editions, and says who does not fit. Every
summary changes before each round, so that nothing is remembered but pictures.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
STYLE = """
@page { size: A4; margin: 20mm }
@font-face { font-family: Text; src: url(FONTS/be-vietnam-pro-400Regular.ttf) }
@font-face { font-family: Text; font-weight: 600; src: url(FONTS/be-vietnam-pro-600SemiBold.ttf) }
@font-face { font-family: Title; src: url(FONTS/NotoSerifDisplay-Bold.ttf) }
body { font: 10.5pt/1.45 Text } h1, h2 { font-family: Title } main { break-after: page }
img { width: 45mm } nav, svg, form, script, .share, .bar-s { display: none } table { width: 100%; font-size: 9pt }
""".replace("FONTS", (ROOT / "themes/sen/print/fonts").as_uri())


def run(command):
    """Runs a command: seconds of processors, and the most memory in MiB."""
    ran = subprocess.run(["/usr/bin/time", "-f", "%U %S %M", *map(str, command)], capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stderr)
    user, system, peak = map(float, ran.stderr.split()[-3:])
    return user + system, peak / 1024


def page_of(file, public):
    """The main part of a page, its pictures found from anywhere."""
    main = re.search(r"<main.*</main>", file.read_text(), re.S)[0]
    main = re.sub(r"<source[^>]*>", "", main)
    return re.sub(r'src="(?:\.\./)*(assets/[^"]+)"', lambda it: f'src="{(public / it[1]).as_uri()}"', main)


def main():
    parser = argparse.ArgumentParser(description="What a booklet costs, beside WeasyPrint.")
    parser.add_argument("board", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--date", default="2026-08-01")
    parser.add_argument("--program", default=ROOT / "target/release/bangvang")
    parser.add_argument("--weasyprint", default="weasyprint")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(asked.board, folder / "board", ignore=shutil.ignore_patterns("public", ".bangvang"))
        build = [asked.program, "build", "--root", folder / "board", "--date", asked.date, "--quiet", "--only"]
        run([*build, "web"])
        public = folder / "board/public"
        pages = sorted(p for p in public.glob("*/honorees/*/index.html") if "<h1" in p.read_text() and p.parent.name != "page")
        whole = folder / "whole.html"
        text = "\n".join(page_of(page, public) for page in pages)
        whole.write_text(f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><style>{STYLE}</style>{text}</html>')
        # Once, so that the pictures for print are there.
        run([*build, "print"])
        print(f"{len(pages)} honourees")
        for at in range(asked.rounds):
            # Another word in every summary: all is measured and set anew.
            for honoree in (folder / "board/content").glob("*/honorees/*/index.md"):
                honoree.write_text(f"{honoree.read_text().rstrip()}\n\nLần {at}.\n")
            ours, peak = run([*build, "print"])
            sizes = {pdf.name: pdf.stat().st_size / 1e6 for pdf in public.glob("print/*/ky-yeu*.pdf")}
            theirs, their_peak = run([asked.weasyprint, "--quiet", whole, folder / "theirs.pdf"])
            print(f"ours {ours:6.2f} s {peak:5.0f} MiB, three editions of {', '.join(f'{n} {s:.1f} MB' for n, s in sorted(sizes.items()))}")
            print(f"WeasyPrint {theirs:6.2f} s {their_peak:5.0f} MiB; ours takes {ours / theirs:.3f} of its processor time")


if __name__ == "__main__":
    main()
