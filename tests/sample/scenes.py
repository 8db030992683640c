"""Scenes of 1600 by 1200: the conference hall, groups of people, and places of work for the keynotes."""

import re
from dataclasses import replace

from people import AO_DAI, certificate, figure, find_trade, look_for
from places import TONES, gear, place
from svg import GOLD, GOLD_LIGHT, INK, IVORY, LACQUER, dark, light, mix

W, H = 1600, 1200


def cast(rng, count, *words, women=0.5, **fixed):
    """Some people of a trade; fixed replaces parts of their looks (clothes, hat …)."""
    trade = find_trade(*words)
    looks = [look_for(rng.random(), (i + rng.random()) % 2 < 2 * women, trade) for i in range(count)]
    return [replace(look, **fixed) if fixed else look for look in looks]


def delegates(rng, count):
    """People dressed for an occasion: áo dài, suits and shirts, some in the clothes of their work."""
    looks = []
    for i in range(count):
        look = cast(rng, 1, rng.choice(["công chức", "công chức", "giáo viên", "công nhân may", "thợ"]), women=i % 2)[0]
        looks.append(replace(look, hat="", turn=0, style="bun" if look.woman and look.style == "pony" else look.style))
    return looks


def row(s, looks, y, k, x0=160, x1=W - 160, **how):
    step = (x1 - x0) / max(1, len(looks) - 1)
    for i, look in enumerate(looks):
        if how.get("legs"):
            shadow(s, x0 + i * step, y + (1206 if how["legs"] == "sit" else 1512) * k, k)
        figure(s, look, x0 + i * step, y + (i * 37 % 5 - 2) * 18 * k, k * (0.94 if look.woman else 1.0), soft=False, **how)


def shadow(s, x, y, k):
    s.oval(x + 60 * k, y, 330 * k, 46 * k, "#150d0a", opacity=0.22)


def backs(s, rng, y, k, count, looks=None):
    """The nearest row of an audience, seen from behind."""
    for i, look in enumerate(looks or delegates(rng, count)):
        figure(s, replace(look, colour=dark(look.colour, 0.3)), W * (i + .5) / count + rng.uniform(-18, 18), y + rng.uniform(-14, 14), k,
               back=True, soft=False, arms="none")


# --- the hall ---------------------------------------------------------------------------------

def hall(s, floor=860):
    s.rect(0, 0, W, H, s.linear("#8f1a1d", "#3d0a0c"))
    for i in range(-1, 27):
        s.rect(i * 62, 60, 62, floor - 60, s.linear("#a5262a", "#6a0f13", 1.0, 0.0), opacity=0.75)
        s.rect(i * 62 + 50, 60, 12, floor - 60, "#4c090c", opacity=0.5)
    for i in range(8):
        s.path(f"M{i * 200} 0h200v80q-100 110-200 0z", s.linear("#a3282b", "#5c0d10"))
        s.line(f"M{i * 200} 80q100 110 200 0", GOLD_LIGHT, 8)
        s.line(f"M{i * 200 + 200} 40v84", GOLD, 14)
    s.rect(0, 0, W, floor, s.radial("#ffe2ac", "#1c0506", 0.5, 0.45, 0.75, 0.4, 0.4))
    s.rect(0, floor, W, H, s.linear("#a4713f", "#4e2f1a"))
    s.rect(0, floor, W, 14, GOLD)
    for x in (-200, 100, 450, 800, 1150, 1500, 1800):
        s.line(f"M{800 + (x - 800) * .7:.0f} {floor + 14}L{x} {H}", "#5b3a20", 3, opacity=0.5)


def flowers(s, x, y, k=1.0):
    with s.group(x, y, k):
        for i in range(9):
            s.path(f"M0 0Q{-120 + i * 30} -60 {-130 + i * 32} {-120 - 40 * (i % 3)}Q{-70 + i * 20} -60 0 0Z", ["#4d6b45", "#5f7f52", "#3f5a3b"][i % 3])
        for i in range(11):
            s.oval(-110 + i * 22, -90 - 46 * ((i * 3) % 4) / 2, 25, 23, [LACQUER, GOLD_LIGHT, "#d98a5b", "#c7545a", IVORY][i % 5])
        s.path("M-56 0H56L40 86H-40Z", s.linear("#d9c08c", "#8f6d35", 1.0, 0.0))


def draped_table(s, x, y, w, h):
    s.rect(x, y, w, h, s.linear("#3f7470", "#1f3f3e"))
    for i in range(int(w / 70)):
        s.path(f"M{x + 20 + i * 70} {y + 30}l14 {h - 30}h-26z", "#152d2d", opacity=0.4)
    s.rect(x - 12, y - 14, w + 24, 40, s.linear(IVORY, "#d9cba8"), 5)
    s.line(f"M{x - 6} {y + 32}H{x + w + 6}", GOLD, 8)


def presidium(s, rng, hero):
    hall(s, 900)
    row(s, delegates(rng, 5), 500, 0.44, 320, 1280, arms="table")
    draped_table(s, 170, 740, 1260, 300)
    for i in range(5):
        s.rect(284 + i * 240, 668, 28, 58, "#dfe8e6", 5, opacity=0.75)
        s.path(f"M{350 + i * 240} 726l52 -26l40 8l-50 26z", IVORY)
    flowers(s, 800, 722, 0.55)
    flowers(s, 70, 1010, 1.3)
    flowers(s, 1530, 1010, 1.3)
    backs(s, rng, 1150, 0.34, 8)


def give(s, rng, hero):
    hall(s, 900)
    official = replace(cast(rng, 1, "công chức", women=1)[0], clothes="aodai", colour=AO_DAI[0], hat="", style="low-bun", turn=0)
    line = [replace(look, hat="", turn=0) for words in ("thợ", "giáo viên", "công nhân may", "điều dưỡng") for look in cast(rng, 1, words, women=words != "thợ")]
    row(s, line, 440, 0.42, 880, 1470, arms="hold", item="lotus", legs=True)
    honoured = replace(hero or cast(rng, 1, "điện lực", women=0)[0], hat="")
    for look, x in ((official, 440), (honoured, 680)):
        shadow(s, x, 1145, 0.5)
        figure(s, look, x, 420, 0.47 if look.woman else 0.49, "down/table" if look is official else "table/down", legs=True)
    with s.group(560, 356, 0.62):
        certificate(s)
    for x, look in ((474, official), (646, honoured)):
        s.line(f"M{x - 8} 702h16M{x - 8} 718h16", look.skin, 17)
    flowers(s, 110, 1090, 1.5)
    flowers(s, 1540, 1110, 1.2)


def choir(s, rng, hero):
    hall(s, 820)
    for step, y in ((0, 880), (1, 960)):
        s.rect(180 - 60 * step, y, 1240 + 120 * step, 110, s.linear("#8a5c34", "#543319"))
    for women, y, x0 in ((False, 360, 330), (True, 450, 270)):
        style = dict(clothes="aodai", colour="#f2ecdf") if women else dict(clothes="overall", colour="#3d6186")
        row(s, cast(rng, 6, "công nhân", women=women, hat="", **style), y, 0.40, x0, W - x0, arms="hold", item="folder", legs=True)
    conductor = cast(rng, 1, "giáo viên", women=0, clothes="suit", style="crew", colour="#2e3442")[0]
    figure(s, conductor, 800, 790, 0.44, "raise", back=True, soft=False)
    flowers(s, 90, 1110, 1.4)
    flowers(s, 1510, 1110, 1.4)


def lectern(s, rng, hero):
    hall(s, 930)
    hero = hero or cast(rng, 1, "công nhân cơ khí", women=0, clothes="overall", colour="#3d6186", style="part")[0]
    figure(s, replace(hero, hat=""), 760, 380, 0.66, "table")
    s.path("M690 668l34 -66h92l-22 66z", IVORY)
    s.path("M560 700H960L930 1130H590Z", s.linear("#8a5a33", "#4a2c17", 0.8, 1.0))
    s.path("M530 664H990L968 716H552Z", s.linear("#b98650", "#7c4f2a"))
    s.rect(640, 770, 240, 250, "none", 8, stroke=GOLD, stroke_width=6)
    s.line("M880 664Q900 600 850 570", "#2a2624", 8)
    s.oval(846, 564, 18, 24, "#2a2624")
    flowers(s, 760, 1090, 1.0)
    flowers(s, 1270, 1000, 1.5)
    flowers(s, 250, 1000, 1.5)
    backs(s, rng, 1130, 0.40, 7)


def audience(s, rng, hero):
    hall(s, 620)
    with s.group(400, 60, 0.5):
        row(s, delegates(rng, 5), 600, 0.5, 320, 1280, arms="table")
        draped_table(s, 150, 860, 1300, 240)
    flowers(s, 300, 610, 0.9)
    flowers(s, 1300, 610, 0.9)
    s.rect(0, 660, W, H, s.linear("#5a2a1e", "#2b1511"))
    for y, k, count in ((740, 0.24, 13), (860, 0.32, 10), (1020, 0.44, 7)):
        backs(s, rng, y, k, count)
        for i in range(count):
            s.rect(W * (i + .5) / count - 270 * k, y + 330 * k, 540 * k, 500, dark(LACQUER, 0.25), 40 * k)
            s.line(f"M{W * (i + .5) / count - 230 * k:.0f} {y + 345 * k:.0f}h{460 * k:.0f}", light(LACQUER, 0.2), 5, opacity=0.5)


def exhibition(s, rng, hero):
    s.rect(0, 0, W, 860, s.linear("#e9e0cb", "#c3b594"))
    s.rect(0, 860, W, H, s.linear("#a58257", "#6b4c2e"))
    for x in (110, 610, 1110):
        s.rect(x, 90, 380, 560, IVORY, 6, stroke=GOLD, stroke_width=10)
        s.rect(x + 5, 95, 370, 74, LACQUER)
        s.line(f"M{x + 100} 132h180", GOLD_LIGHT, 12)
        for j in range(4):
            px, py = x + 34 + 166 * (j % 2), 196 + 170 * (j // 2)
            s.rect(px, py, 146, 146, s.radial(*TONES[rng.choice(list(TONES))]))
            gear(s, px + 73, py + 73, 40, "#d9cba8") if j % 2 else s.path(f"M{px + 24} {py + 120}V{py + 60}l50 -34l50 34v60z", "#d9cba8")
        for j in range(3):
            s.line(f"M{x + 50} {560 + 26 * j}h{280 - 60 * (j % 2)}", "#8b8272", 7, opacity=0.6)
    people = delegates(rng, 4)
    for i, x in enumerate((330, 660, 960, 1290)):
        figure(s, replace(people[i], turn=[12, -10, 11, -12][i], flip=False), x, 420 + 16 * (i % 2), 0.5, ["table", "down/table", "hold", "table/down"][i], soft=False)
    s.rect(0, 790, W, 56, s.linear(IVORY, "#d9cba8"))
    s.rect(0, 840, W, H, s.linear("#8f1a1d", "#4c090c"))
    for i in range(20):
        s.path(f"M{30 + i * 82} 850l16 350h-32z", "#4c090c", opacity=0.35)
    s.line(f"M0 848H{W}", GOLD, 9)
    s.path("M120 790V730H190V680H230V730H330V650H370V790Z", s.linear("#8fa3ae", "#4b5c68"))
    gear(s, 440, 730, 56, "#7d8c96")
    s.path("M660 670H860L830 770H690Z", s.linear("#5f8a63", "#31503a"))
    s.line("M660 676L600 630", "#4c4946", 10)
    for x in (720, 800):
        s.oval(x, 776, 24, 24, "#232325")
    for x, w, h in ((1080, 130, 110), (1220, 90, 160), (1320, 150, 90)):
        s.rect(x, 792 - h, w, h, s.linear("#d0a873", "#a37c48", 1.0, 0.3))
        s.path(f"M{x - 12} {792 - h}l{w / 2 + 12:.0f} -46l{w / 2 + 12:.0f} 46z", "#b98b55")


def steps(s, rng, hero):
    s.rect(0, 0, W, 760, s.linear("#b9ccd0", "#e6dcc4"))
    s.rect(120, 130, 1360, 640, s.linear("#eadfc6", "#cbb88f"))
    s.path("M60 140L800 -10L1540 140Z", s.linear("#d8c79f", "#b39a68"))
    for x in range(190, 1440, 172):
        s.rect(x, 160, 60, 600, s.linear("#fbf4e2", "#bda77b", 1.0, 0.0))
        s.rect(x - 14, 150, 88, 26, "#cdb98d")
    s.rect(640, 330, 320, 440, "#5c3a25")
    for i in range(5):
        s.rect(0, 750 + i * 96, W, 100, s.linear(mix("#d3c5a6", "#8e7d60", i / 6), mix("#a4946f", "#6d5d44", i / 6)))
    for x in (-10, 1610):
        s.oval(x, 640, 190, 230, "#5f7a4e")
        s.oval(x, 520, 130, 160, "#708c5c")
    for y, k, count, x0 in ((400, 0.25, 9, 300), (470, 0.29, 10, 190)):
        row(s, delegates(rng, count), y, k, x0, W - x0, legs=True)
    for i in range(9):
        s.rect(120 + i * 161, 900, 80, 120, dark("#8e7d60", 0.5), opacity=0.35)
    row(s, delegates(rng, 9), 660, 0.335, 160, W - 160, arms="hold", item="certificate", legs="sit")


def talk(s, rng, hero):
    place(s, "window", W, H, "olive", rng, 3.0)
    s.rect(0, 900, W, H, s.linear("#96704a", "#5a3f28"))
    looks = ([hero] if hero else []) + delegates(rng, 5)
    row(s, looks[3:5], 400, 0.48, 590, 1010, arms="table", legs=True)
    s.oval(800, 1110, 620, 100, "#2a1a10", opacity=0.4)
    for look, x, arms in ((looks[0], 270, "table/raise"), (looks[2], 1330, "table")):
        figure(s, replace(look, hat=""), x, 400, 0.54, arms, legs=True)
    s.path("M330 850Q800 770 1270 850L1330 1200H270Z", s.linear("#3f7470", "#1f3f3e"))
    s.oval(800, 852, 570, 96, s.linear("#b98a56", "#8a5f36"))
    for x, y in ((520, 850), (690, 815), (930, 815), (1090, 855)):
        s.path(f"M{x - 26} {y - 34}h52l-8 44h-36z", IVORY)
        s.oval(x, y - 34, 26, 8, "#a9784a")
    s.path("M770 870C740 800 740 770 776 760H824C860 770 860 800 830 870Z", s.linear("#fffaf0", "#b9c3c1", 1.0, 0.0))
    s.line("M848 790q46 -8 40 40", "#cfd6d2", 10)
    flowers(s, 610, 850, 0.55)


# --- places of work ---------------------------------------------------------------------------

def canteen(s, rng, hero):
    place(s, "kitchen", W, H, "olive", rng, 3.5)
    s.rect(0, 700, W, H, s.linear("#b9a988", "#786548"))
    crew = cast(rng, 15, "công nhân may", hat="")
    server = cast(rng, 1, "bếp", women=1)[0]
    figure(s, server, 1380, 420, 0.34, "down/table", soft=False)
    s.rect(1210, 610, 420, 130, s.linear("#d5d5ce", "#85877f"))
    for y, k, x0, count in ((520, 0.30, 90, 5), (650, 0.42, 200, 4)):
        looks, crew = crew[:count], crew[count:]
        row(s, looks, y, k, x0, W - 180 - (240 if y < 600 else 0), arms="table")
        top = y + 590 * k
        s.rect(0, top, W, 34 * k * 2, s.linear("#eee6d2", "#c9b892"), 6)
        s.rect(0, top + 60 * k, W, 160 * k, "#6d5a40")
        for i in range(count * 2 - 1):
            x = x0 + i * (W - 180 - (240 if y < 600 else 0) - x0) / (count * 2 - 2)
            bowl(s, x, top - 6, k * (1.3 if i % 2 == 0 else 0.9), i)
    backs(s, rng, 1110, 0.46, 6, [replace(c, colour=light(c.colour, 0.1)) for c in crew[:6]])
    if hero:
        figure(s, hero, 1230, 470, 0.6, "table/hold")
        s.rect(960, 850, 540, 44, s.linear("#c79f6c", "#94703f"), 6)
        s.rect(1000, 894, 460, 320, "#5a4128")
        s.path("M1090 850L1110 750H1250L1270 850Z", s.linear("#4f7480", "#2d4651", 1.0, 0.0))
        s.oval(1180, 800, 40, 40, IVORY)
        s.line("M1180 800L1202 776", LACQUER, 7)
        s.rect(1070, 722, 220, 26, s.linear("#e4e4de", "#9aa3a2"), 10)
        for x, hue in ((1120, "#f4efdf"), (1180, "#8fa463"), (1240, "#c08a4d")):
            s.oval(x, 718, 28, 14, hue)
        s.path("M1330 850l30 -34h110l-14 34z", IVORY)


def bowl(s, x, y, k, i):
    with s.group(x, y, k):
        s.rect(-120, 0, 240, 16, "#9aa3a2", 6)
        s.path("M-60 -50H60Q54 2 20 4H-20Q-54 2-60 -50Z", s.linear("#ffffff", "#b9c7cb", 1.0, 0.3))
        s.oval(0, -50, 60, 17, ["#f4efdf", "#8fa463", "#c08a4d"][i % 3])
        s.line("M70 -6L116 -70M80 -6L126 -68", "#7a5a36", 6)


def workshop(s, rng, hero):
    place(s, "machine", W, H, "slate", rng, 4.0)
    looks = ([hero] if hero else []) + cast(rng, 3, "thợ cơ khí", women=0.35)
    for look, x, y in ((looks[2], 1210, 400), (looks[1], 410, 420), (looks[0], 790, 380)):
        figure(s, look, x, y, 0.62, "table", soft=True)
    s.rect(0, 790, W, 60, s.linear("#c39a66", "#8a6238"))
    s.rect(0, 850, W, H, s.linear("#6f4d2f", "#38261a"))
    for x in (120, 640, 1160):
        s.rect(x, 900, 380, 130, "#5a3e27", 6)
        s.rect(x + 150, 950, 80, 16, GOLD, 8)
    s.path("M700 790V740H650V690H720V720H860V690H930V740H880V790Z", s.linear("#6f8593", "#3b4a55"))
    s.line("M930 715h90M1020 690v50", "#8fa3ae", 14)
    s.line("M150 780l130 -22M1290 782l160 -30", "#8b8f92", 18)
    s.line("M150 780l60 -10M1400 762l50 -10", "#9b4a3c", 26)
    with s.group(480, 770, 1.0):
        for i in range(3):
            s.rect(-60 + 40 * i, -20 - 14 * i, 34, 38 + 14 * i, ["#b58d44", "#95a3af", "#b58d44"][i], 4)
    s.oval(250, 190, 74, 74, IVORY, stroke="#4c4946", stroke_width=10)
    s.line("M250 190L250 244M250 190L284 208", INK, 8)
    s.line("M1100 0V170", "#2b2b2b", 6)
    s.path("M1020 240Q1100 90 1180 240Z", "#3f5b53")
    s.path("M1030 240H1170L1420 790H760Z", s.linear("#ffe9b5", "#ffe9b5", 0.0, 1.0, 0.34, 0.0))


def classroom(s, rng, hero):
    place(s, "board", W, H, "teal", rng, 1.5)
    s.rect(1300, 90, 250, 330, "#5b4331")
    s.rect(1316, 106, 218, 298, s.linear("#17233c", "#3a4568"))
    s.oval(1470, 170, 30, 30, "#f3e6b8")
    s.line("M1425 106v298M1316 255h218", "#5b4331", 10)
    s.line("M-20 30Q400 110 800 50T1620 40", "#2b2b2b", 5)
    for x, y in ((180, 70), (420, 84), (660, 70), (900, 38), (1140, 30)):
        s.oval(x, y + 30, 110, 110, s.radial("#ffedb8", "#ffedb8", 0.5, 0.5, 0.5, 0.7, 0.0))
        s.oval(x, y + 30, 18, 24, "#fff3cf")
    s.rect(0, 690, W, H, s.linear("#8d7350", "#4c3a28"))
    for y, k, count in ((640, 0.33, 6), (850, 0.50, 4)):
        if y > 700:
            figure(s, replace(hero or cast(rng, 1, "giáo viên", women=1)[0], hat="", turn=9, flip=False), 830, 450, 0.56, "down/table")
        backs(s, rng, y, k, count, cast(rng, count, "công nhân", hat="", clothes="polo"))
        s.rect(0, y + 600 * k, W, 50 * k, "#c79f6c")
        for i in range(count):
            x = W * (i + .5) / count
            s.path(f"M{x - 260 * k:.0f} {y + 600 * k:.0f}l{60 * k:.0f} {-50 * k:.0f}h{150 * k:.0f}l{-30 * k:.0f} {50 * k:.0f}z", IVORY)
    s.rect(0, 1150, W, 60, "#a47a4b")


def street(s, rng, hero):
    s.rect(0, 0, W, H, s.linear("#16213a", "#56536a"))
    s.oval(760, 150, 50, 50, "#f2e5bd")
    s.oval(760, 150, 170, 170, s.radial("#f2e5bd", "#f2e5bd", 0.5, 0.5, 0.5, 0.4, 0.0))
    s.rect(560, 420, 480, 420, "#2b3147")
    for i, x in enumerate((600, 700, 800, 900)):
        s.rect(x, 480 + 40 * (i % 2), 46, 70, "#e9c983" if i % 3 == 0 else "#1c2130", 3)
    s.path(f"M560 820H1040L{W} {H}H0Z", s.linear("#4b4a52", "#232328"))
    for side in (-1, 1):
        with s.group(800, 0, 1.0, flip=side < 0):
            s.path("M240 300L800 -60V1200H760L240 830Z", s.linear("#2a3048", "#454a63", 1.0, 0.0))
            for x, top, deep, w in ((300, 440, 130, 70), (430, 380, 190, 100), (600, 300, 270, 140)):
                s.path(f"M{x} {top}l{w} {-w * .45:.0f}v{deep}l{-w} {w * .28:.0f}z", "#e9c983" if rng.random() < 0.5 else "#1a1f30", opacity=0.9)
                s.path(f"M{x - 8} {top + deep + 60}l{w} {-w * .1:.0f}v{deep * 1.3:.0f}l{-w} {-w * .25:.0f}z", mix(rng.choice(["#861619", "#3f5f52", "#7a5a3a"]), "#232838", 0.45))
    s.line("M330 900V250Q330 190 440 190", "#12141c", 18)
    s.oval(452, 198, 44, 16, "#fff0c4")
    s.path("M410 208H494L1000 1100H120Z", s.linear("#ffe2a0", "#ffe2a0", 0.0, 1.0, 0.42, 0.05))
    s.oval(680, 1090, 480, 80, "#ffe2a0", opacity=0.18)
    shadow(s, 640, 1120, 0.5)
    worker = hero or cast(rng, 1, "công nhân vệ sinh", women=1)[0]
    figure(s, replace(worker, clothes="vest", hat=worker.hat or "cone"), 620, 420, 0.46, "front/reach", legs=True)
    s.line("M796 690L880 720M640 752L880 760", "#8a8f94", 14)
    s.path("M870 690H1120L1090 1010H900Z", s.linear("#5f8a63", "#31503a", 1.0, 0.4))
    s.rect(852, 664, 290, 40, "#3f6647", 8)
    s.path("M890 664q40 -80 100 -44t120 44z", "#4b4a3c")
    s.rect(884, 800, 222, 32, "#e9e7d8", opacity=0.85)
    for x in (930, 1060):
        s.oval(x, 1040, 54, 54, "#17171a")
        s.oval(x, 1040, 22, 22, "#77777a")
    s.line("M1110 640L1180 880", "#b98650", 13)
    s.path("M1100 650L1060 560Q1110 530 1160 560L1124 646Z", s.linear("#d9b56d", "#8a6a34"))


def waiting(s, rng, hero):
    place(s, "clinic", W, H, "teal", rng, 2.5)
    s.rect(0, 760, W, H, s.linear("#b9c7c1", "#75877f"))
    nurse = hero or cast(rng, 1, "điều dưỡng", women=1)[0]
    figure(s, nurse, 360, 400, 0.50, "table")
    figure(s, cast(rng, 1, "bác sĩ", women=0)[0], 1180, 330, 0.36, "hold", "folder", legs=True, soft=False)
    s.rect(90, 690, 600, 330, s.linear("#e9efe9", "#9fb3ac"), 10)
    s.rect(70, 670, 640, 44, s.linear("#c39a66", "#94703f"), 8)
    for x, hue in ((130, "#b9474b"), (500, "#e6bd45"), (600, "#6d9a5c")):
        s.rect(x, 606, 84, 66, s.linear(light(hue, 0.15), dark(hue, 0.2)), 6)
    patients = cast(rng, 6, "") + cast(rng, 6, "")
    for i in range(4):
        s.rect(806 + i * 207, 640, 168, 150, s.linear("#5f93a3", "#3d6672"), 16)
    s.rect(790, 800, 800, 14, "#59656b")
    row(s, patients[:4], 560, 0.30, 890, 1511, arms="front", legs="sit")
    backs(s, rng, 1010, 0.44, 6, patients[4:10])
    for i in range(6):
        s.rect(W * (i + .5) / 6 - 118, 1130, 236, 200, s.linear("#5f93a3", "#35596a"), 22)


def negotiation(s, rng, hero):
    place(s, "window", W, H, "slate", rng, 4.0)
    s.rect(420, 90, 760, 420, "#fbfbf6", 8, stroke="#9aa3a2", stroke_width=14)
    for i in range(5):
        s.line(f"M480 {160 + 66 * i}h{150 + 40 * (i % 3)}", "#44607c", 9, opacity=0.7)
        s.line(f"M900 {160 + 66 * i}h{220 - 36 * i}", [LACQUER, GOLD][i % 2], 22, opacity=0.8)
    looks = [replace(look, hat="") for look in ([hero] if hero else []) + cast(rng, 2, "công nhân may") + cast(rng, 3, "văn phòng")]
    row(s, looks[:5], 470, 0.5, 240, 1360, arms="table")
    s.path(f"M90 770H1510L{W} 960H0Z", s.linear("#b98a56", "#96683c"))
    s.rect(0, 960, W, 240, "#5a3c24")
    for i in range(6):
        s.path(f"M{190 + i * 230} {850 - 20 * (i % 2)}l26 -44h104l-10 44z", IVORY)
    backs(s, rng, 900, 0.52, 4)


def notice(s, rng, hero):
    """A board of three colours on the wall of a ward; two people read it."""
    place(s, "clinic", W, H, "teal", rng, 5.0)
    s.rect(0, 900, W, H, s.linear("#b9c7c1", "#75877f"))
    s.rect(430, 110, 740, 640, IVORY, 10, stroke="#6f9a98", stroke_width=14)
    for i, hue in enumerate(("#b9474b", "#e6bd45", "#6d9a5c")):
        s.rect(470, 160 + 190 * i, 130, 150, hue, 8)
        for j in range(4):
            s.line(f"M640 {180 + 190 * i + 36 * j}h{[440, 380, 420, 250][j]}", "#59656b", 10, opacity=0.6)
    row(s, cast(rng, 2, "", hat=""), 700, 0.64, 470, 1130, back=True, legs=True)


def timetable(s, rng, hero):
    """A hand-written timetable beside a door, and a row of sandals below."""
    place(s, "window", W, H, "sienna", rng, 6.0)
    s.rect(0, 0, W, 960, s.linear("#d9c7a3", "#b79d72"))
    s.rect(0, 0, W, 960, s.radial("#fff0c8", "#4a2f18", 0.42, 0.3, 0.9, 0.5, 0.45))
    s.rect(0, 960, W, H, s.linear("#9c6b4a", "#64412b"))
    s.rect(1030, 120, 430, 850, "#4f6b57", stroke="#3b4f41", stroke_width=18)
    for y in (180, 560):
        s.rect(1090, y, 310, 320, "none", 6, stroke="#3b4f41", stroke_width=12)
    s.oval(1082, 540, 18, 18, GOLD)
    with s.group(600, 480, 1, -1.5):
        s.rect(-300, -310, 600, 560, "#8a6a3a", 4, opacity=0.35)
        s.rect(-312, -322, 600, 560, "#fdf8ea", 4)
        s.rect(-312, -322, 600, 70, LACQUER, 4, opacity=0.85)
        for i in range(5):
            s.line(f"M-290 {-160 + 90 * i}h556M{-200 + 116 * i} -240V216", "#8b8272", 4, opacity=0.7)
            for j in range(4 if i < 4 else 0):
                s.line(f"M{-184 + 116 * i} {-204 + 90 * j}q12 -14 24 0t24 0t{rng.randint(4, 20)} 0", rng.choice(["#35567f", "#35567f", LACQUER]), 7, opacity=0.75)
        for x in (-290, 266):
            s.oval(x, -300, 12, 12, GOLD)
    for i in range(7):
        hue = rng.choice(["#7c2d2d", "#35567f", "#4d6b45", "#3a2f2a", "#b58d44"])
        for dx in (0, 62):
            x = 170 + i * 190 + dx
            s.path(f"M{x} 1080q-30 -60 -6 -120q32 -24 52 4q20 60 -4 118q-22 16 -42 -2z", dark(hue, 0.1))
            s.line(f"M{x} 1010q20 -54 22 -38q4 -10 24 38", light(hue, 0.45), 9)


# --- choosing ---------------------------------------------------------------------------------

SCENES = [
    (r"bảng trắng|bàn dài có|thương lượng|đối thoại", negotiation), (r"tấm bảng giải thích|bảng ba màu", notice),
    (r"bảng phân công|lịch dạy|dép", timetable), (r"hát|đồng ca|tốp ca|văn nghệ|hợp xướng|hợp ca", choir), (r"trao |tặng hoa|trao giấy|trao bằng", give),
    (r"triển lãm|trưng bày|pa-nô|tấm ảnh", exhibition), (r"bậc thềm|bậc tam cấp|chụp chung|chụp ảnh|lưu niệm", steps),
    (r"đoàn chủ tịch|bàn chủ toạ", presidium), (r"phát biểu|bục|đọc tham luận|trình bày", lectern),
    (r"giao lưu|trò chuyện|nói chuyện|chuyện trò|bàn trà|họp", talk), (r"hội trường|toàn cảnh|đại biểu ngồi|hàng ghế", audience),
    (r"nhà ăn|căng tin|bữa ăn|suất ăn|bữa cơm|khay cơm", canteen),
    (r"xưởng|bàn nguội|bàn thợ|ê-tô|đồ gá|cơ khí", workshop), (r"lớp học|lớp|bảng đen|học viên|học bài", classroom),
    (r"đêm|đường phố|con phố|xe rác|xe thu gom|chổi|vỉa hè", street),
    (r"bệnh viện|phòng chờ|ghế chờ|khám bệnh|khoa |cấp cứu|trạm y tế", waiting),
]


def find_scene(*texts):
    """The scene whose words come first in the first text that has any."""
    for text in texts:
        found = [(m.start(), i) for i, (words, _) in enumerate(SCENES) if (m := re.search(words, (text or "").lower()))]
        if found:
            return SCENES[min(found)[1]][1]
    return talk


def collective(s, rng, words):
    """A team in the clothes of its trade before its place of work."""
    trade = find_trade(*words)
    spot, tone = rng.choice(trade.places), rng.choice(list(TONES))
    place(s, spot, W, H, tone, rng, 3.5)
    floor = mix(TONES[tone][0], "#8a7a62", 0.5)
    s.rect(0, 850, W, H, s.linear(floor, dark(TONES[tone][1], 0.2)))
    layout = rng.choice("two rows,near,bench".split(","))
    if layout == "two rows":
        row(s, cast(rng, 4, *words), 400, 0.41, 420, 1180, legs=True)
        row(s, cast(rng, 5, *words), 480, 0.44, 270, 1330, legs=True)
    elif layout == "near":
        row(s, cast(rng, 4, *words), 400, 0.58, 115, 1485, legs=True)
        row(s, cast(rng, 3, *words), 540, 0.72, 340, 1260, legs=True)
    else:
        row(s, cast(rng, 5, *words), 370, 0.45, 310, 1290, legs=True)
        s.rect(300, 900, 1000, 46, s.linear("#b98a56", "#7c552f"), 8)
        row(s, cast(rng, 4, *words), 570, 0.45, 415, 1185, arms="front", legs="sit")
