"""Heads: faces, hair, glasses and head coverings, drawn round the centre of the head."""

from svg import GOLD, IVORY, LACQUER, dark, light


def face_path(look):
    w, h = round(look.face[0]), round(look.face[1])
    jaw, cheek, chin = round(w * look.face[2]), round(h * 0.78), round(w * 0.32)
    return (f"M-{w} -20C-{w} -132 {w} -132 {w} -20C{w} 44 {jaw} {cheek} {chin} {h}"
            f"Q0 {h + 10}-{chin} {h}C-{jaw} {cheek}-{w} 44-{w} -20Z")


def head(s, look, soft=True):
    w = round(look.face[0])
    with s.group(flip=look.flip):               # the light comes from the left, whichever way the hair is parted
        bare_head(s, look, w, soft)
    hair_front(s, look)
    if look.glasses:
        glasses(s, w)
    if look.hat:
        HATS[look.hat](s, w + 8, look)


def bare_head(s, look, w, soft):
    face = face_path(look)
    for side, skin in ((-1, look.skin), (1, dark(look.skin, 0.14))):
        s.oval((w - 1) * side, 14, 15, 27, skin)
        s.oval((w + 1) * side, 15, 7, 15, dark(look.skin, 0.22), opacity=0.5)
    s.path(face, s.linear(light(look.skin, 0.12), dark(look.skin, 0.16), 1.0, 0.55))
    if soft:
        with s.group(clip_path=s.clip(face)):
            s.path("M30 -140C96 -60 74 70 6 150L150 160V-140Z", dark(look.skin, 0.55), opacity=0.2, filter=s.blur(17))
            s.oval(0, -96, w, 74 if look.hat else 44, dark(look.skin, 0.6), opacity=0.3, filter=s.blur(14))
            s.oval(-44, 44, 30, 22, "#c8553d", opacity=0.13, filter=s.blur(12))


def head_from_behind(s, look):
    w = round(look.face[0]) + 8
    s.oval(0, 10, w - 4, 128, dark(look.skin, 0.15))
    low = {"long": 300, "waves": 290, "bangs": 280, "pony": 120, "bob": 140}.get(look.style, 76)
    out = w + 10 if low > 100 else w - 14
    s.path(f"M-{w} 30C-{w + 18} -180 {w + 18} -180 {w} 30C{out} {low} 50 {low + 10} 0 {low + 10}S-{out} {low}-{w} 30Z",
           s.linear(light(look.hair, 0.12), look.hair, 0.6, 1.0))
    if "bun" in look.style:
        s.oval(0, 20, 56, 48, light(look.hair, 0.1))
    if look.style == "pony":
        s.path("M-26 0C-60 140-40 240 0 290C40 240 60 140 26 0Z", light(look.hair, 0.08))
    if look.hat:
        HATS[look.hat](s, w, look)


# --- hair -------------------------------------------------------------------------------------

def hair_behind(s, look):
    w = round(look.face[0]) + 8
    fill = s.linear(look.hair, dark(look.hair, 0.3), 0.5, 1.0)
    if look.style in ("long", "bangs"):
        s.path(f"M-{w + 8} -30C-{w + 20} -190 {w + 20} -190 {w + 8} -30C{w + 26} 90 {w + 18} 210 {w + 34} 318Q60 350 0 330"
               f"Q-60 350-{w + 34} 318C-{w + 18} 210-{w + 26} 90-{w + 8} -30Z", fill)
    elif look.style == "waves":
        s.path(f"M-{w + 8} -30C-{w + 20} -190 {w + 20} -190 {w + 8} -30C{w + 50} 40 {w + 10} 100 {w + 46} 170C{w + 64} 230 {w + 10} 290 60 270"
               f"L-60 270C-{w + 10} 290-{w + 64} 230-{w + 46} 170C-{w + 10} 100-{w + 50} 40-{w + 8} -30Z", fill)
    elif look.style == "bob":
        s.path(f"M-{w + 6} -30C-{w + 24} -185 {w + 24} -185 {w + 6} -30C{w + 34} 60 {w + 24} 150 {w - 24} 158L-{w - 24} 158C-{w + 24} 150-{w + 34} 60-{w + 6} -30Z", fill)
    elif look.style == "bun":
        s.oval(10, -172, 58, 50, fill)
        s.line("M-34 -190C-10 -214 34 -210 52 -184", light(look.hair, 0.25), 5, opacity=0.5)
    elif look.style == "low-bun":
        s.oval(w - 8, 92, 50, 46, fill)
    elif look.style == "pony":
        s.path(f"M{w - 40} -60C{w + 60} -40 {w + 70} 120 {w + 20} 330C{w - 20} 300 {w - 40} 200 {w - 30} 60Z", fill)
    elif look.style == "short":
        s.path(f"M-{w + 8} -20C-{w + 34} -190 {w + 34} -190 {w + 8} -20C{w + 26} 40 {w + 10} 92 {w - 14} 96H-{w - 14}C-{w + 10} 92-{w + 26} 40-{w + 8} -20Z", fill)


def cap_of_hair(w, top, side, hairline):
    """Hair on the top of the head down to the ears; the hairline runs from right to left."""
    return (f"M-{w} {side}C-{w + 14} -72-{w - 6} {top} 4 {top}C{w - 6} {top} {w + 14} -72 {w} {side}"
            f"L{w - 11} {side - 8}C{w - 12} -34 {w - 18} -56 {w - 30} -66{hairline}C-{w - 18} -52-{w - 12} -34-{w - 11} {side - 8}Z")


def swept(w, low):
    """A woman's parting at one side with the hair swept over the brow."""
    return (f"M-{w + 3} {low}C-{w + 22} -80-{w - 4} -160 4 -160C{w} -160 {w + 22} -80 {w + 3} {low}L{w - 9} {low - 10}"
            f"C{w - 12} -34 {w - 46} -84 {w - 66} -108C10 -72-{w - 40} -40-{w - 9} {low - 6}Z")


def hair_front(s, look):
    w, style = round(look.face[0]) + 8, look.style
    paths = {
        "part": lambda: cap_of_hair(w, -152, 2, f"C40 -52-20 -78-44 -96C-56 -84-{w - 40} -70-{w - 30} -66"),
        "crew": lambda: cap_of_hair(w, -140, -8, f"C50 -92-50 -92-{w - 30} -66"),
        "fringe": lambda: cap_of_hair(w, -154, 4, f"C44 -40 10 -50-8 -44C-30 -52-60 -40-{w - 30} -60"),
        "swept": lambda: cap_of_hair(w, -176, 0, f"C60 -104 20 -96-8 -110C-40 -104-70 -88-{w - 30} -66"),
        "receding": lambda: cap_of_hair(w, -142, 0, f"C{w - 40} -100 50 -122 36 -112C10 -88-14 -90-30 -106C-50 -122-{w - 36} -100-{w - 30} -66"),
        "bald": lambda: f"M-{w} 16C-{w + 12} -40-{w} -92-{w - 34} -106C-{w - 16} -60-{w - 12} -40-{w - 9} 8ZM{w} 16C{w + 12} -40 {w} -92 {w - 34} -106C{w - 16} -60 {w - 12} -40 {w - 9} 8Z",
        "bangs": lambda: f"M-{w + 4} 70C-{w + 22} -80-{w} -160 0 -160C{w} -160 {w + 22} -80 {w + 4} 70L{w - 16} 50C{w - 10} 0 {w - 14} -30 {w - 20} -44Q0 -62-{w - 20} -44C-{w - 14} -30-{w - 10} 0-{w - 16} 50Z",
        "long": lambda: f"M-{w + 6} 90C-{w + 24} -80-{w - 4} -160 0 -160C{w - 4} -160 {w + 24} -80 {w + 6} 90C{w - 4} 60 {w - 4} -20 14 -116C{-w + 26} -60-{w - 4} 0-{w + 6} 90Z",
        "short": lambda: swept(w, 10),
    }
    d = paths.get(style, lambda: swept(w, {"waves": 60, "bob": 50}.get(style, 6)))()
    s.path(d.replace("--", ""), s.linear(light(look.hair, 0.14), look.hair, 0.8, 0.7))
    if style not in ("bald", "crew"):
        s.line(f"M-{w - 22} -92C-{w - 50} -128-20 -138 20 -136", light(look.hair, 0.4), 7, opacity=0.22)


def glasses(s, w):
    for side in (-1, 1):
        s.rect(12 if side > 0 else -76, -14, 64, 46, IVORY, 17, fill_opacity=0.16, stroke="#2b2523", stroke_width=5.5)
        s.line(f"M{76 * side} 2L{(w - 2) * side} -2", "#2b2523", 5)
    s.line("M-12 2Q0 -6 12 2", "#2b2523", 5)


# --- head coverings ---------------------------------------------------------------------------

def helmet(s, w, look):
    c = look.hat_colour
    s.line(f"M-{w - 4} -30C-{w - 8} 60-60 128 0 142C60 128 {w - 8} 60 {w - 4} -30", dark(c, 0.7), 6, opacity=0.45)
    s.path(f"M-{w + 18} -58C-{w + 22} -226 {w + 22} -226 {w + 18} -58Z", s.linear(light(c, 0.3), dark(c, 0.28), 1.0, 0.6))
    s.path("M-24 -186Q0 -196 24 -186L18 -74H-18Z", light(c, 0.25), opacity=0.8)
    s.path(f"M-{w + 40} -52Q0 -112 {w + 40} -52Q{w + 40} -36 {w + 22} -38Q0 -82-{w + 22} -38Q-{w + 40} -36-{w + 40} -52Z", dark(c, 0.14))


def cap(s, w, look):
    c = ["#34485f", "#5a6b4a", "#7e2c2c", "#8a7a5c"][int(look.face[1]) % 4]
    s.path(f"M-{w + 10} -44C-{w + 14} -206 {w + 14} -206 {w + 10} -44Q0 -84-{w + 10} -44Z", s.linear(light(c, 0.18), dark(c, 0.3), 1.0, 0.6))
    s.line("M0 -166V-84", dark(c, 0.4), 4, opacity=0.5)
    s.oval(0, -166, 11, 7, dark(c, 0.2))
    s.path(f"M-{w - 6} -66Q0 -112 {w - 6} -66Q{w + 8} -34 {w - 2} -24Q0 -64-{w - 2} -24Q-{w + 8} -34-{w - 6} -66Z", s.linear(dark(c, 0.15), dark(c, 0.45)))


def peaked(s, w, look):
    c = "#3d5474"
    s.path(f"M-{w + 6} -74L-{w + 52} -146Q0 -240 {w + 52} -146L{w + 6} -74Q0 -110-{w + 6} -74Z", s.linear(light(c, 0.2), dark(c, 0.3), 1.0, 0.6))
    s.path(f"M-{w + 8} -48L-{w + 6} -80Q0 -116 {w + 6} -80L{w + 8} -48Q0 -84-{w + 8} -48Z", dark(c, 0.45))
    s.path(f"M-{w - 8} -58Q0 -96 {w - 8} -58Q{w - 6} -26 0 -30Q-{w - 6} -26-{w - 8} -58Z", "#1c1a1b")
    s.oval(0, -104, 15, 15, GOLD)


def kerchief(s, w, look, c=None):
    c = c or ["#a9474a", "#44748c", "#7d9367", "#e4ddcf", "#8d6b95"][int(look.face[0] * 3) % 5]
    s.path(f"M-{w + 8} -12C-{w + 26} -196 {w + 26} -196 {w + 8} -12C{w - 16} -70 50 -88 0 -88S-{w - 16} -70-{w + 8} -12Z",
           s.linear(light(c, 0.22), dark(c, 0.26), 1.0, 0.7))
    s.line(f"M-{w + 2} -34C-{w - 20} -84-50 -102 0 -102S{w - 20} -84 {w + 2} -34", dark(c, 0.3), 5, opacity=0.5)


def surgical(s, w, look):
    kerchief(s, w, look, "#6fa3a3")


def net(s, w, look):
    c = "#eef1ef"
    s.path(f"M-{w + 12} -36C-{w + 50} -206 {w + 50} -206 {w + 12} -36Q0 -84-{w + 12} -36Z", s.linear(c, "#aebabc", 1.0, 0.7))
    for x in (-70, -34, 0, 34, 70):
        s.line(f"M{x} -70Q{x * 1.5:.0f} -120 {x * .8:.0f} -152", "#9aa7aa", 4, opacity=0.4)
    s.line(f"M-{w + 10} -40Q0 -88 {w + 10} -40", "#8fb3cf", 15)


def nurse(s, w, look):
    s.path("M-70 -112L-86 -176Q0 -214 86 -176L70 -112Q0 -142-70 -112Z", s.linear("#ffffff", "#c9cfcf", 1.0, 0.6))
    s.line("M-76 -138Q0 -168 76 -138", "#4f8f93", 8)


def chef_hat(s, w, look):
    for x, y, r in ((-74, -176, 62), (74, -176, 62), (0, -204, 78)):
        s.oval(x, y, r, r * 0.86, s.linear("#fdfcf7", "#cfcdc4", 1.0, 0.7))
    s.path(f"M-{w + 2} -58L-{w + 8} -146Q0 -176 {w + 8} -146L{w + 2} -58Q0 -96-{w + 2} -58Z", s.linear("#fffefa", "#bdbbb2", 1.0, 0.3))


def cone(s, w, look):
    s.line(f"M-{w + 2} -40C-{w} 60-50 130 0 146C50 130 {w} 60 {w + 2} -40", LACQUER, 9, opacity=0.75)
    s.path("M-240 -34L-12 -226Q0 -234 12 -226L240 -34Q0 22-240 -34Z".replace("22", "-92"), "#5a4526", opacity=0.9)
    s.path("M-240 -34L-12 -226Q0 -234 12 -226L240 -34Q120 -62 0 -62T-240 -34Z", s.linear("#efdcae", "#a98550", 1.0, 0.7))
    for t in (0.25, 0.45, 0.65, 0.84):
        x, y = 228 * t + 6, -230 + 190 * t
        s.line(f"M-{x:.0f} {y:.0f}Q0 {y - 20 * t:.0f} {x:.0f} {y:.0f}", "#8a6a3a", 3.5, opacity=0.45)


HATS = {"helmet": helmet, "cap": cap, "peaked": peaked, "kerchief": kerchief, "surgical": surgical, "net": net,
        "nurse": nurse, "chef": chef_hat, "cone": cone}
