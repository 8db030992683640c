"""Backgrounds: a quiet colour with soft light, and simple shapes that hint at a place of work."""

import math

from svg import GOLD_LIGHT, IVORY, dark, light, mix

TONES = {"olive": ("#a39c80", "#4b4736"), "teal": ("#84a097", "#33453f"), "sienna": ("#b68b64", "#533723"),
         "slate": ("#95a3af", "#38434f"), "clay": ("#a97263", "#4a2a22"), "sage": ("#a8b59a", "#445040")}


def backdrop(s, w, h, tone):
    a, b = TONES[tone]
    s.rect(0, 0, w, h, s.radial(light(a, 0.08), b, 0.34, 0.24, 1.05))


def haze(s, w, h, tone):
    """Light from a window at the left and a shade at the bottom, over the place and behind the person."""
    s.path(f"M0 0H{w * .62:.0f}L{w * .2:.0f} {h}H0Z", s.linear("#fff3d9", "#fff3d9", 0.9, 0.6, 0.2, 0.0))
    s.rect(0, 0, w, h, s.radial(TONES[tone][0], TONES[tone][1], 0.45, 0.4, 0.75, 0.0, 0.6))


def sewing_machine(s, x, y, k, c):
    with s.group(x, y, k):
        s.path("M0 200V170H60V60Q60 0 120 0H300Q330 0 330 30V120H290V70H130V170H340V200Z", c)
        s.path("M300 120H316V168H300Z", dark(c, 0.3))
        s.oval(30, 70, 34, 44, dark(c, 0.15))
        s.rect(170, -56, 14, 56, dark(c, 0.2))
        s.path("M154 -56H200L192 -104H162Z", mix(c, "#b9474b", 0.5))
        s.rect(-40, 200, 430, 22, light(c, 0.3))


def sewing(s, w, h, c, rng):
    for i, (x, y, k) in enumerate(((-60, h * .52, 1.0), (w - 330, h * .46, 0.95), (w * .34, h * .30, 0.5), (w * .04, h * .31, 0.5), (w * .72, h * .28, 0.5))):
        sewing_machine(s, x, y, k, light(c, 0.1) if i > 1 else dark(c, 0.05))
    for x in (w * .1, w * .5, w * .86):
        s.rect(x - 90, h * .06, 180, 14, IVORY, 6, opacity=0.85)


def fabric(s, w, h, c, rng):
    hues = ["#a9574f", "#c3a26a", "#5e8580", "#7c95b3", "#e4dbc9", "#8f7fa6"]
    for row in range(3):
        y = h * (.1 + .2 * row)
        s.rect(0, y + 92, w, 14, dark(c, 0.3))
        for i in range(int(w / 74) + 1):
            if (i + row) % 7 != 5:
                s.rect(i * 74 + 4, y + 4 + 10 * ((i * 5 + row) % 3), 64, 90, mix(rng.choice(hues), c, 0.4), 12)


def pipes(s, w, h, c, rng):
    for x, width in ((w * .08, 60), (w * .2, 34), (w * .86, 74)):
        s.rect(x - width / 2, 0, width, h, s.linear(light(c, 0.3), dark(c, 0.35), 1.0, 0.0))
        for y in (h * .2, h * .55):
            s.rect(x - width * .72, y, width * 1.44, 26, dark(c, 0.2), 5)
    s.rect(0, h * .3, w, 46, s.linear(light(c, 0.25), dark(c, 0.3)))
    for x in (w * .3, w * .74):
        s.oval(x, h * .3 + 20, 48, 48, "none", stroke="#9b4a3c", stroke_width=13)
        s.line(f"M{x - 44:.0f} {h * .3 + 20:.0f}h88M{x:.0f} {h * .3 - 24:.0f}v88", "#9b4a3c", 9)


def board(s, w, h, c, rng):
    s.rect(w * .06, h * .1, w * .88, h * .38, "#7a5a3a", 8)
    s.rect(w * .06 + 16, h * .1 + 16, w * .88 - 32, h * .38 - 32, s.linear("#3f5f52", "#2b463d", 1.0, 0.8))
    for i in range(5):
        s.line(f"M{w * .1:.0f} {h * (.17 + .055 * i):.0f}q30 -12 60 0t60 0t{40 + 12 * (i % 3)} 0", IVORY, 5, opacity=0.4)
    s.line(f"M{w * .74:.0f} {h * .4:.0f}l70 -130l70 130z M{w * .74 + 70:.0f} {h * .4 - 130:.0f}v130", IVORY, 5, opacity=0.45)
    s.rect(w * .06, h * .48, w * .88, 16, "#8f6d48")


def books(s, w, h, c, rng):
    for row in range(4):
        y, x = h * (.06 + .17 * row), 10
        s.rect(0, y + h * .135, w, 16, dark(c, 0.3))
        while x < w:
            width, tall = rng.randint(18, 40), rng.uniform(0.09, 0.125) * h
            if rng.random() > 0.12:
                s.rect(x, y + h * .135 - tall, width - 3, tall, mix(rng.choice(["#861619", "#35567f", "#b58d44", "#4d6b45", "#e4dbc9", "#6b4a3a"]), c, 0.42), 3)
            x += width


def goods(s, w, h, c, rng):
    for row in range(4):
        y, x = h * (.05 + .18 * row), 8
        s.rect(0, y + h * .14, w, 20, light(c, 0.35))
        while x < w:
            width, tall, hue = rng.randint(44, 70), rng.uniform(.06, .12) * h, mix(rng.choice(["#b9474b", "#e6bd45", "#5f93a3", "#7d9367", "#efe9dc"]), c, 0.3)
            for i in range(2):
                s.rect(x + i * width, y + h * .14 - tall, width - 5, tall, hue, 12)
            x += width * 2 + 6


def boxes(s, w, h, c, rng):
    for x0, columns in ((-20, 2), (w - 270, 2), (w * .36, 2)):
        for i in range(columns):
            for j in range(rng.randint(3, 5) - (columns == 2 and x0 > 0 and x0 < w * .5)):
                x, y = x0 + i * 142, h * .62 - j * 112
                s.rect(x, y, 136, 108, s.linear(mix("#c39a66", c, 0.2), mix("#8d6638", c, 0.2), 1.0, 0.7), 3)
                s.rect(x + 56, y, 22, 108, "#e2c695", opacity=0.6)
    s.rect(0, h * .62 + 108, w, h * .4, dark(c, 0.25))


def gear(s, x, y, r, c):
    spokes = " ".join(f"M{x:.0f} {y:.0f}L{x + r * math.cos(a * math.pi / 6):.0f} {y + r * math.sin(a * math.pi / 6):.0f}" for a in range(12))
    s.line(spokes, c, r * 0.27, stroke_linecap="butt")
    s.oval(x, y, r * .84, r * .84, c)
    s.oval(x, y, r * .4, r * .4, dark(c, 0.4))


def machine(s, w, h, c, rng):
    for x in range(0, int(w), 180):
        s.path(f"M{x} 0l90 70l90 -70v{h * .1:.0f}h-180z", light(c, 0.2), opacity=0.4)
    s.path(f"M-20 {h * .66:.0f}V{h * .38:.0f}h110v-70h140v150h70v{h * .14:.0f}z", dark(c, 0.15))
    s.rect(30, h * .42, 80, 60, "#9fc0b4", 6, opacity=0.6)
    s.path(f"M{w:.0f} {h * .66:.0f}V{h * .3:.0f}h-90v60h-60v120h-90v{h * .16:.0f}z", dark(c, 0.22))
    gear(s, w * .85, h * .22, 86, light(c, 0.16))
    gear(s, w * .85 - 124, h * .22 + 78, 54, light(c, 0.05))
    s.rect(0, h * .66, w, h, dark(c, 0.3))
    for i in range(3):
        s.oval(w - 120 + 34 * i, h * .5, 11, 11, ["#b9474b", "#e6bd45", "#7d9367"][i])


def trees(s, w, h, c, rng):
    s.rect(0, 0, w, h * .6, s.linear("#cfd9cf", mix(c, "#cfd9cf", 0.4)))
    for x, y, r in ((w * .04, h * .22, 190), (w * .9, h * .18, 210), (w * .5, h * .26, 130), (w * .3, h * .3, 110), (w * .7, h * .32, 110)):
        s.rect(x - r * .09, y, r * .18, h * .62 - y, "#5b4331")
        for dx, dy, q in ((-.5, .1, .6), (.5, .08, .62), (0, -.3, .7), (0, .22, .7)):
            hue = mix("#5f7a4e", c, 0.25 + 0.2 * (dy < 0))
            s.oval(x + dx * r, y + dy * r, q * r, q * r * .9, hue)
    s.rect(0, h * .6, w, h, s.linear(mix("#7d8d62", c, 0.3), dark(c, 0.3)))


def poles(s, w, h, c, rng):
    s.rect(0, 0, w, h * .8, s.linear("#b9cbd2", mix(c, "#b9cbd2", 0.5)))
    for x, top in ((w * .12, h * .05), (w * .88, h * .12)):
        s.rect(x - 13, top, 26, h, "#5d5a55")
        for y in (top + 40, top + 130):
            s.rect(x - 110, y, 220, 16, "#4c4945")
            for dx in (-96, -40, 40, 96):
                s.rect(x + dx - 8, y - 24, 16, 26, "#cfd9d6", 5)
    for i in range(4):
        s.line(f"M-40 {h * .09 + 40 * i:.0f}Q{w * .5:.0f} {h * (.2 + .02 * i):.0f} {w + 40} {h * .12 + 44 * i:.0f}", "#3d3f41", 4)
    city(s, w, h, c, rng, sky=False)


def city(s, w, h, c, rng, sky=True):
    if sky:
        s.rect(0, 0, w, h, s.linear("#cdd6d6", mix(c, "#d8c5a6", 0.4)))
    x = -30
    while x < w:
        width, top = rng.randint(90, 170), h * rng.uniform(.3, .48)
        s.rect(x, top, width, h, s.linear(mix(c, "#c9b9a2", rng.uniform(.1, .5)), dark(c, 0.2)))
        for wy in range(int(top) + 26, int(h * .62), 54):
            for wx in range(x + 16, x + width - 22, 38):
                s.rect(wx, wy, 20, 28, "#e9dfc0" if rng.random() < .3 else dark(c, 0.25), 2, opacity=0.6)
        x += width + rng.randint(-4, 14)


def crane(s, w, h, c, rng):
    city(s, w, h, c, rng)
    s.path(f"M{w * .1:.0f} {h}V{h * .07:.0f}h34V{h}z", "#c79a3a", opacity=0.8)
    s.path(f"M0 {h * .1:.0f}H{w * .8:.0f}v22H0z", "#c79a3a", opacity=0.8)
    s.line(f"M{w * .1 + 17:.0f} {h * .03:.0f}L{w * .8:.0f} {h * .1:.0f}M{w * .7:.0f} {h * .1:.0f}V{h * .3:.0f}", "#8f7030", 5)
    for x in range(int(w * .62), int(w), 90):
        s.rect(x, h * .34, 9, h, "#8a5a3a")
    for y in (h * .4, h * .54):
        s.rect(w * .6, y, w, 12, "#8a5a3a")


def clinic(s, w, h, c, rng):
    s.rect(0, 0, w, h, s.linear("#dfe7e2", mix(c, "#dfe7e2", 0.3)), opacity=0.75)
    for x in (w * .05, w * .68):
        s.rect(x, h * .16, w * .26, h * .6, mix("#8fb0ae", c, 0.25), 6)
        s.rect(x + w * .08, h * .22, w * .1, h * .14, "#eef3ee", 6, opacity=0.75)
        s.oval(x + w * .225, h * .48, 11, 11, "#6d7f80")
    s.rect(0, h * .52, w, 22, "#6f9a98", 6)
    for x in (w * .2, w * .5, w * .8):
        s.rect(x - 80, h * .04, 160, 22, "#ffffff", 6, opacity=0.8)
    s.path(f"M{w * .44:.0f} {h * .1:.0f}C{w * .46:.0f} {h * .3:.0f} {w * .42:.0f} {h * .5:.0f} {w * .45:.0f} {h * .7:.0f}H{w * .62:.0f}C{w * .6:.0f} {h * .5:.0f} {w * .64:.0f} {h * .3:.0f} {w * .62:.0f} {h * .1:.0f}Z", "#a9c6c2", opacity=0.8)


def lab(s, w, h, c, rng):
    for y in (h * .28, h * .5):
        s.rect(0, y, w, 16, light(c, 0.4))
        for x in range(20, int(w), 92):
            hue = rng.choice(["#8fb0ae", "#c8a45c", "#b5675a", "#8ea9c4"])
            s.path(f"M{x + 22} {y - 120:.0f}h22v44l24 60q2 16-12 16h-46q-14 0-12-16l24-60z", mix(hue, c, 0.25), opacity=0.8)
            s.rect(x + 18, y - 128, 30, 12, IVORY, 4, opacity=0.6)


def screens(s, w, h, c, rng):
    for x, y in ((w * .02, h * .26), (w * .66, h * .24), (w * .36, h * .12)):
        s.rect(x, y, w * .32, h * .17, "#22282d", 10)
        s.rect(x + 10, y + 10, w * .32 - 20, h * .17 - 20, s.linear("#4f7480", "#2d4651", 1.0, 1.0))
        for i in range(5):
            s.line(f"M{x + 28 + 18 * (i % 3):.0f} {y + 36 + 28 * i:.0f}h{rng.randint(50, 130)}", [GOLD_LIGHT, "#a9d0c4", IVORY][i % 3], 7, opacity=0.6)
        s.rect(x + w * .14, y + h * .17, w * .04, 50, "#2a2f33")
    s.rect(0, h * .48, w, 24, dark(c, 0.4))


def kitchen(s, w, h, c, rng):
    for i, x in enumerate(range(30, int(w), 150)):
        s.line(f"M{x + 50} {h * .1:.0f}v70", "#4c4a46", 6)
        s.oval(x + 50, h * .1 + 110, 46 + 10 * (i % 2), 46 + 10 * (i % 2), s.radial("#d9d6cd", "#77756f"))
    s.rect(0, h * .09, w, 14, "#6a6862")
    s.rect(0, h * .5, w, h, s.linear("#b9bab4", "#6f716d"))
    for x in (w * .1, w * .86):
        s.path(f"M{x - 90:.0f} {h * .5:.0f}v-100h180v100z", s.linear("#d3d3cd", "#7b7d78", 1.0, 0.2))
        s.oval(x, h * .5 - 100, 90, 18, "#e4e4de")
        s.path(f"M{x:.0f} {h * .5 - 130:.0f}c-30 -40 30 -60 0 -110", "none", stroke=IVORY, stroke_width=12, opacity=0.3)


def bus(s, w, h, c, rng):
    s.rect(0, h * .1, w, h * .62, s.linear(mix("#d6c28a", c, 0.2), mix("#a8843e", c, 0.3)), 40)
    for x in range(-60, int(w), 250):
        s.rect(x, h * .16, 225, h * .24, s.linear("#c9dcdf", "#7c98a0", 1.0, 1.0), 18)
    s.rect(0, h * .46, w, 26, "#861619", opacity=0.7)
    for x in (w * .08, w * .92):
        s.oval(x, h * .72, 100, 100, "#2b2826")
        s.oval(x, h * .72, 48, 48, "#8a8a86")
    s.rect(0, h * .78, w, h, "#5a5751")


def counter(s, w, h, c, rng):
    s.rect(0, 0, w, h, mix(c, "#cbb994", 0.35))
    for i in range(3):
        x = w * (.03 + .33 * i)
        s.rect(x, h * .14, w * .28, h * .36, s.linear("#dfe8e4", "#9fb3b0", 1.0, 1.0), 6)
        s.rect(x, h * .14, w * .28, h * .05, "#861619", 4, opacity=0.75)
        s.rect(x + 20, h * .36, w * .1, h * .14, "#59656b", 5)
    s.rect(0, h * .5, w, h, s.linear("#9a7148", "#5c3f26"))
    s.rect(0, h * .49, w, 26, "#c79f6c")


def window(s, w, h, c, rng):
    for x in (w * .05, w * .62):
        s.rect(x, h * .07, w * .33, h * .46, light(c, 0.5), 4)
        s.rect(x + 12, h * .07 + 12, w * .33 - 24, h * .46 - 24, s.linear("#dfe9e2", "#a9bfae"))
        s.oval(x + w * .1, h * .46, w * .1, h * .07, "#7f9a72", opacity=0.8)
        s.line(f"M{x + w * .165:.0f} {h * .07:.0f}v{h * .46:.0f}M{x:.0f} {h * .3:.0f}h{w * .33:.0f}", light(c, 0.45), 11)
    s.path(f"M{w - 150:.0f} {h * .72:.0f}l16 110h84l16 -110z", "#9b5b41")
    for turn in (-50, -24, 0, 24, 50):
        with s.group(w - 92, h * .72, 1, turn):
            s.path("M0 0C-36 -70-20 -150 0 -190C20 -150 36 -70 0 0Z", "#56704a")


PLACES = {f.__name__: f for f in (sewing, fabric, pipes, board, books, goods, boxes, machine, trees, poles, city, crane,
                                  clinic, lab, screens, kitchen, bus, counter, window)}


def place(s, name, w, h, tone, rng, blur=6.0):
    """The whole background of a picture."""
    backdrop(s, w, h, tone)
    with s.group(filter=s.blur(blur, 2), opacity=0.62) if blur else s.group(opacity=0.85):
        PLACES[name](s, w, h, mix(*TONES[tone], 0.45), rng)
    haze(s, w, h, tone)
