"""What a booklet costs: the whole booklet for screens by this program, and its honourees' pages alone by WeasyPrint.

    pip install weasyprint==70.0
    cargo build --release
    cargo bench --bench board -- write 250                     # writes a board of so many with photos and names its folder
    python tests/bench/booklet.py BOARD                        # that one, or any other

Both get the same people: WeasyPrint reads the main part of every honouree's page of the built website, one after
another, with the theme's own fonts and a plain style sheet of one page for each; what a page of the web tells beyond
that is left out. It makes no contents, no indexes, no running heads, no QR codes, and fits nothing to a page; its PDF has
no tags. The program is a preview that is started, asked for one
booklet, and ended: reading the board and fitting everyone to a page are part of its time. Every summary changes before
each round, so that nothing is remembered but pictures.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
STYLE = """
@page { size: A4; margin: 14mm 20mm }
@font-face { font-family: Text; src: url(FONTS/be-vietnam-pro-400Regular.ttf) }
@font-face { font-family: Text; font-weight: 600; src: url(FONTS/be-vietnam-pro-600SemiBold.ttf) }
@font-face { font-family: Title; src: url(FONTS/NotoSerifDisplay-Bold.ttf) }
body { font: 10.5pt/1.4 Text } h1, h2, h3, h4 { font-family: Title; margin: .6em 0 .3em } p, ul { margin: .4em 0 }
main { break-after: page } .phead .wrap { display: flex; gap: 6mm } img { width: 42mm }
h2 { font-size: 13pt } h3, h4 { font-size: 11pt } table { width: 100%; font-size: 9pt } dl { font-size: 9pt }
nav, svg, form, script, .facts, .share, #facts, .sheet, .info dt ~ dt, .info dt ~ dt ~ dd { display: none }
""".replace("FONTS", (ROOT / "themes/sen/print/fonts").as_uri())


def run(command):
    """Runs a command: seconds of processors, and the most memory in MiB."""
    ran = subprocess.run(["/usr/bin/time", "-f", "%U %S %M", *map(str, command)], capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stderr)
    user, system, peak = map(float, ran.stderr.split()[-3:])
    return user + system, peak / 1024


def booklet(program, board, path, date):
    """Asks a preview for a booklet: seconds of processors of the whole process, the most memory in MiB, the bytes."""
    serve = [program, "serve", "--root", board, "--port", "0", "--date", date]
    with subprocess.Popen(list(map(str, serve)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        address = next(found[0] for line in child.stdout if (found := re.search(r"http://localhost:\S+/", line)))
        with urllib.request.urlopen(address + path) as reply:
            pdf = reply.read()
        _, _, fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(") ")
        ticks = sum(map(int, fields.split()[11:13]))
        peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child.pid}/status").read_text())[1])
        child.terminate()
    return ticks / os.sysconf("SC_CLK_TCK"), peak / 1024, pdf


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
        build = [asked.program, "build", "--root", folder / "board", "--date", asked.date, "--quiet", "--only", "web"]
        run(build)
        public = folder / "board/public"
        pages = sorted(p for p in public.glob("*/honorees/*/index.html") if "<h1" in p.read_text() and p.parent.name != "page")
        whole = folder / "whole.html"
        text = "\n".join(page_of(page, public) for page in pages)
        whole.write_text(f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><style>{STYLE}</style>{text}</html>')
        # The conference with the most people; once, so that its pictures for print are there.
        largest = max((folder / "board/content").iterdir(), key=lambda it: len(list(it.glob("honorees/*"))))
        path = f"print/{largest.name}/ky-yeu.pdf"
        booklet(asked.program, folder / "board", path, asked.date)
        print(f"{len(pages)} honourees")
        ratios = []
        for at in range(asked.rounds):
            # Another word in every summary: all is measured and set anew.
            for honoree in (folder / "board/content").glob("*/honorees/*/index.md"):
                honoree.write_text(f"{honoree.read_text().rstrip()}\n\nLần {at}.\n")
            ours, peak, pdf = booklet(asked.program, folder / "board", path, asked.date)
            theirs, their_peak = run([asked.weasyprint, "--quiet", whole, folder / "theirs.pdf"])
            ratios.append(ours / theirs)
            print(f"ours {ours:6.2f} s {peak:5.0f} MiB, {len(pdf) / 1e6:.1f} MB")
            print(f"WeasyPrint {theirs:6.2f} s {their_peak:5.0f} MiB; ours takes {ratios[-1]:.3f} of its processor time")
        print(f"median: 1/{1 / statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
