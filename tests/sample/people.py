"""People: how someone looks (from an id and the words of a job) and the drawing of a figure.

A figure is drawn round the centre of its head: the chin is at about y=135, the shoulders at 260,
the hips at 780, the feet at 1500. Faces have no eyes and no mouth on purpose.
"""

import random
import re
from dataclasses import dataclass

from heads import hair_behind, head, head_from_behind
from svg import GOLD, GOLD_LIGHT, IVORY, LACQUER, dark, light, mix

SKINS = ["#ecc3a0", "#e2b08c", "#d6a27c", "#c98f69", "#bd8160", "#a96f4f"]
HAIRS = ["#17110f", "#1f1613", "#2b1d17", "#3d2a20"]
GREYS = ["#6b645f", "#938e89", "#b9b5af", "#514a46"]
HELMETS = ["#e6bd45", "#efe9dc", "#4b7598", "#d98236"]
AO_DAI = ["#8d2430", "#2f5d5a", "#5b4a78", "#b0603f", "#35567f", "#a88a3d", "#8a4a63", "#4d6b45"]
SHIRTS = ["#eef0ee", "#cfdbe6", "#e9dfc9", "#b9cad1", "#d8c3b4", "#9fb3a4", "#7f93a8"]
MEN, OLD_MEN = ["part", "crew", "fringe", "swept", "part"], ["receding", "bald", "part", "crew"]
WOMEN, OLD_WOMEN = ["long", "bob", "bun", "pony", "waves", "low-bun", "bangs"], ["short", "low-bun", "bob", "bun"]


@dataclass(frozen=True)
class Trade:
    words: str                      # a regular expression on job, unit and group, in lower case
    clothes: tuple                  # for men and women; "/" separates men's from women's
    hats: tuple = ("",)
    places: tuple = ("window",)
    colours: tuple = tuple(SHIRTS)


# The first entry whose words occur in the job wins; then the unit and the group are tried.
TRADES = [
    Trade(r"công chức|chuyên viên|tư pháp|địa chính|một cửa", ("suit/aodai", "shirt/blouse", "shirt/aodai"), ("",),
          ("counter", "books", "window")),
    Trade(r"xe ôm", ("uniform", "polo", "uniform"), ("helmet", "", "cap"), ("city", "trees"), ("#5e8580", "#7d92ab", "#a9bfa9")),
    Trade(r"điện tử|linh kiện|vi mạch", ("overall", "overall", "polo"), ("", "net", "net"), ("screens", "machine"),
          ("#c9d8df", "#7fa3b8", "#e4e6e2", "#8fa9a0")),
    Trade(r"lái xe|tài xế|xe buýt|phụ xe", ("uniform",), ("", "cap"), ("bus",), ("#bccfdd", "#a9bfa9", "#c9d4dc")),
    Trade(r"bảo vệ", ("uniform",), ("peaked",), ("city",), ("#8fa8c4", "#a9b9cc")),
    Trade(r"vệ sinh|quét|thu gom|môi trường|công ích|cây xanh|công viên", ("vest",), ("cone", "cap", "helmet", "cone"),
          ("trees", "city"), ("#4f6b57", "#44607c", "#7a6a4f")),
    Trade(r"điện lực|công nhân điện|thợ điện|kỹ sư điện|đường dây|lưới điện|chiếu sáng", ("vest", "overall"), ("helmet",), ("poles",),
          ("#d07a34", "#41617f", "#8a8f94")),
    Trade(r"cấp nước|thoát nước|\bống\b|bơm", ("overall", "vest"), ("helmet", "cap"), ("pipes",), ("#3f6b86", "#4b7a78")),
    Trade(r"xây dựng|xây lắp|công trình|giàn giáo|cầu đường", ("vest", "overall"), ("helmet",), ("crane",),
          ("#5f6d7a", "#8a6a45", "#4c6478")),
    Trade(r"bác sĩ|dược|xét nghiệm|trưởng khoa", ("coat",), ("", "", "surgical"), ("clinic", "lab")),
    Trade(r"điều dưỡng|hộ sinh|y tá|hộ lý|y sĩ|y tế|bệnh viện", ("scrubs", "coat"), ("nurse", "surgical", "nurse"), ("clinic",),
          ("#e8eef0", "#7fb0b2", "#8fb3cf", "#d9a7b0")),
    Trade(r"bếp|nấu|cấp dưỡng|suất ăn", ("chef",), ("chef", "kerchief"), ("kitchen",), ("#f1efe8",)),
    Trade(r"chế biến|thực phẩm|thuỷ sản|thủy sản|đóng gói|bánh|sữa", ("overall", "apron"), ("net",), ("kitchen", "boxes"),
          ("#e7ebea", "#b9d2dd", "#d9e3d2")),
    Trade(r"giáo viên|mầm non|trường|hiệu (trưởng|phó)|giảng|\bdạy\b", ("shirt/aodai", "shirt/blouse", "knit/aodai"), ("",),
          ("board", "books", "board")),
    Trade(r"thể chất|huấn luyện", ("track",), ("", "cap"), ("trees",), ("#2f4f7d", "#8d2430")),
    Trade(r"lập trình|công nghệ thông tin|phần mềm|dữ liệu|kỹ thuật số|plc|tự động", ("knit", "shirt"), ("",), ("screens",),
          ("#4d5d6f", "#6d5a4b", "#3f5d57", "#b9cad1")),
    Trade(r"\bmay\b|chuyền|dệt|thêu|cắt vải|giày|da giày|\bgiầy\b", ("overall", "polo", "apron"), ("", "kerchief", "kerchief"),
          ("sewing", "fabric"), ("#7c95b3", "#a9574f", "#5e8580", "#c3a26a", "#8f7fa6")),
    Trade(r"cơ khí|\bthợ\b|\bhàn\b|\btiện\b|\bphay\b|khuôn|đúc|bảo trì|máy|lắp ráp|cơ điện|gỗ|nhựa|in ấn|sản xuất|quản đốc|kỹ sư",
          ("overall", "overall", "polo"), ("helmet", "", "cap", "helmet"), ("machine", "pipes", "machine"),
          ("#3d5c7c", "#5c6b4c", "#7b5a44", "#54606a", "#8b3b34")),
    Trade(r"\bkho\b|bốc xếp|giao nhận|bưu tá|bưu|vận tải|logistic", ("polo", "vest", "overall"), ("cap", ""), ("boxes",),
          ("#c79a3a", "#4a6a52", "#566b86", "#a2553f")),
    Trade(r"siêu thị|bán hàng|thu ngân|cửa hàng|thương mại|chợ|khách sạn|buồng|lễ tân|nhà hàng|phục vụ",
          ("polo", "apron", "blouse"), ("",), ("goods",), ("#2f6b5d", "#a1413c", "#44658c", "#d8c3b4")),
    Trade(r"công đoàn|chủ tịch|liên đoàn|uỷ ban|ủy ban|ubnd|phường|thuế|toà án|tòa án",
          ("suit/aodai", "shirt/blouse", "shirt/aodai"), ("",), ("counter", "books", "window")),
    Trade(r"kế toán|ngân hàng|văn phòng|hành chính|thư viện|văn thư|nhân sự|tài chính", ("shirt/blouse", "shirt/aodai"), ("",),
          ("books", "window", "counter")),
    Trade(r"công nhân|lao động", ("overall", "polo"), ("cap", "helmet", ""), ("machine", "boxes"), ("#3d5c7c", "#5c6b4c", "#7b5a44")),
    Trade(r"", ("shirt/blouse", "polo", "shirt"), ("",), ("window", "city", "trees")),
]


@dataclass
class Look:
    woman: bool
    skin: str
    hair: str
    style: str
    face: tuple                     # half width, chin, jaw
    clothes: str
    colour: str
    hat: str = ""
    hat_colour: str = HELMETS[0]
    glasses: bool = False
    turn: float = 0.0
    flip: bool = False
    place: str = "window"


def find_trade(*texts):
    """The trade for the first text (most telling first) that has a known word; "worker" alone says least."""
    for trades in (TRADES[:-2], TRADES[-2:]):
        for text in texts:
            for trade in trades:
                if text and re.search(trade.words, text.lower()):
                    return trade
    return TRADES[-1]


def look_for(seed, woman, trade, old=None):
    rng = random.Random(f"look:{seed}")
    old = rng.random() < 0.24 if old is None else old
    style = rng.choice((OLD_WOMEN if woman else OLD_MEN) if old else (WOMEN if woman else MEN))
    hat = rng.choice(trade.hats)
    if hat == "nurse" and not woman:
        hat = "surgical"
    if hat and style in ("bun", "swept", "bald", "receding"):
        style = "low-bun" if woman else "crew"
    clothes = rng.choice(trade.clothes).split("/")[-1 if woman else 0]
    colour = rng.choice(AO_DAI if clothes == "aodai" else trade.colours)
    width = rng.uniform(96, 108) - (5 if woman else 0)
    return Look(woman, rng.choice(SKINS[:5] if woman else SKINS), rng.choice(GREYS if old else HAIRS), style,
                (width, rng.uniform(124, 140) - (4 if woman else 0), rng.uniform(0.74, 0.86) if woman else rng.uniform(0.8, 0.98)),
                clothes, colour, hat, rng.choice(HELMETS), rng.random() < (0.45 if old else 0.2),
                rng.uniform(-4, 4), rng.random() < 0.5, rng.choice(trade.places))


# --- the figure -------------------------------------------------------------------------------

ARMS = {  # elbow and hand of the arm at the viewer's left, and whether the forearm is before the body
    "joined": ((-276, 560), (-36, 600), True), "down": ((-254, 540), (-236, 780), False), "hold": ((-280, 540), (-122, 560), True), "none": None,
    "table": ((-288, 540), (-110, 610), True), "clap": ((-276, 520), (-24, 430), True),
    "reach": ((-330, 470), (-410, 560), False), "raise": ((-330, 380), (-395, 240), False), "front": ((-262, 560), (-40, 700), True),
}


def figure(s, look, x, y, k, arms="down", item="", legs=False, soft=True, back=False):
    """One person; arms is a name of ARMS, or two names for the viewer's left and right."""
    poses = list(zip((arms.split("/") * 2)[:2] if "/" not in arms else arms.split("/"), (1, -1)))
    face = dict(y=-16, k=1.1, turn=look.turn, flip=look.flip)
    with s.group(x, y, k):
        if not back:
            with s.group(**face):
                hair_behind(s, look)
        if legs:
            (seated_legs if legs == "sit" else draw_legs)(s, look)
        for pose, side in poses:
            arm(s, look, ARMS[pose], side, False)
        torso(s, look, soft, back)
        if item:
            ITEMS[item](s)
        for pose, side in poses:
            arm(s, look, ARMS[pose], side, True)
        with s.group(**face):
            head_from_behind(s, look) if back else head(s, look, soft)


def shoulders(look):
    return 192 if look.woman else 222


def torso_path(look):
    sh, hip = shoulders(look), 172 if look.woman else 188
    return (f"M-70 188C-110 216-168 224-{sh} 262C-{sh + 16} 310-{sh - 18} 420-{sh - 26} 520C-{sh - 30} 640-{hip} 720-{hip} 800"
            f"L{hip} 800C{hip} 720 {sh - 30} 640 {sh - 26} 520C{sh - 18} 420 {sh + 16} 310 {sh} 262C168 224 110 216 70 188Z")


def torso(s, look, soft, back):
    d, colour = torso_path(look), look.colour
    s.path(d, s.linear(light(colour, 0.1), dark(colour, 0.3), 0.9, 0.8))
    if back:
        s.path("M-56 60H56V200Q0 232-56 200Z", dark(look.skin, 0.25))
        return
    CLOTHES[look.clothes](s, look, colour)
    sh = shoulders(look)
    for side in (-1, 1):
        s.line(f"M{sh * side} 268C{(sh + 12) * side} 320 {(sh - 18) * side} 420 {(sh - 26) * side} 520L{(sh - 30) * side} 700", dark(sleeve(look), 0.6), 5, opacity=0.35)
    if soft:
        with s.group(clip_path=s.clip(d)):
            s.path("M-300 330C-196 420-190 560-190 820H-300Z", "#150d0a", opacity=0.22, filter=s.blur(12))
            s.path("M120 200L300 240V820H60C150 640 160 420 120 200Z", "#150d0a", opacity=0.2, filter=s.blur(30))


def sleeve(look):
    return {"coat": "#efeee8", "suit": suit_cloth(look), "apron": apron_base(look.colour)}.get(look.clothes, look.colour)


def arm(s, look, pose, side, before):
    """The part of an arm that lies behind the torso, or the forearm before it."""
    if not pose or (before and not pose[2]):
        return
    (ex, ey), (hx, hy), _ = pose
    sh, wide, cloth = shoulders(look), 82 if look.woman else 96, sleeve(look)
    ex, hx, start = (ex + 222 - sh) * side, hx * side, -(sh - 16) * side
    shade = dark(cloth, 0.06 if side > 0 else 0.26)
    if before:
        d = f"M{ex} {ey}L{hx} {hy}"
        s.line(d, dark(cloth, 0.5), wide + 6, opacity=0.4)
        s.oval(hx - 8 * side, hy + 4, 44, 40, look.skin)
        s.line(f"M{ex} {ey}L{hx - 30 * side} {hy + (ey - hy) * 0.1}", dark(cloth, 0.02 if side > 0 else 0.2), wide - 4)
        return
    s.oval(hx, hy + 24, 36, 46, look.skin if side > 0 else dark(look.skin, 0.12))
    end = "" if pose[2] else (f"L{hx} {hy}" if abs(hx - ex) > 60 else f"Q{ex} {ey + 90} {hx} {hy}")
    s.line(f"M{start} 309Q{ex} {ey - 110} {ex} {ey}{end}", shade, wide)


def trousers_colour(look):
    return "#efe8da" if look.clothes == "aodai" else dark(mix(look.colour, "#3a3f4a", 0.75), 0.25)


def seated_legs(s, look):
    cloth = trousers_colour(look)
    for side in (-1, 1):
        s.oval(112 * side, 1196, 66, 34, "#1d1715")
        s.line(f"M{100 * side} 900L{112 * side} 1160", dark(cloth, 0.3), 112, stroke_linecap="butt")
    for side in (-1, 1):
        s.line(f"M{84 * side} 790L{106 * side} 890", light(look.colour if look.clothes == "aodai" else cloth, 0.06), 150)


def draw_legs(s, look):
    trousers = trousers_colour(look)
    s.path("M-180 770H180L150 1490H30L4 900L-30 1490H-150Z", s.linear(trousers, dark(trousers, 0.35), 0.6, 1.0))
    for x in (-95, 95):
        s.oval(x, 1496, 70, 28, "#1d1715")
    if look.clothes == "aodai":
        s.path("M-172 740H172C168 980 172 1180 160 1390H-160C-172 1180-168 980-172 740Z",
               s.linear(look.colour, dark(look.colour, 0.25), 0.5, 1.0))
    if look.clothes in ("coat", "apron"):
        s.path("M-184 740H184L196 1010H-196Z", s.linear(look.colour if look.clothes == "apron" else "#e6e6e0", "#a9aaa6"))


# --- clothes: each draws the neck, the collar and what lies on the torso ------------------------

def neck(s, look):
    half = 46 if look.woman else 56
    s.path(f"M-{half} 50V168C-{half} 186-66 190-76 196L0 300L76 196C66 190 {half} 186 {half} 168V50Z", dark(look.skin, 0.08))
    s.path(f"M-{half} 96C-20 168 26 172 {half} 118V168Q20 226-{half} 172Z", "#4a2417", opacity=0.3)


def neck_round(s, look):
    half = 46 if look.woman else 56
    s.path(f"M-{half} 50V178Q0 246 {half} 178V50Z", dark(look.skin, 0.08))
    s.path(f"M-{half} 96C-20 168 26 172 {half} 118V176Q20 226-{half} 176Z", "#4a2417", opacity=0.3)


def collar(s, colour, drop=292):
    for side, fill in ((-1, light(colour, 0.3)), (1, light(colour, 0.12))):
        s.path(f"M{54 * side} 158L{86 * side} 190L{92 * side} 262L{2 * side} {drop}L{60 * side} 205Z", fill)
        s.line(f"M{92 * side} 262L{2 * side} {drop}", dark(colour, 0.4), 3, opacity=0.35)


def buttons(s, colour, top=330):
    s.line(f"M0 {top - 34}V800", dark(colour, 0.35), 4, opacity=0.5)
    for y in range(top, 800, 92):
        s.oval(9, y, 7, 7, light(colour, 0.55), opacity=0.85)


def pocket(s, colour, x=64, y=420, pen=True):
    if pen:
        s.rect(x + 22, y - 24, 7, 40, GOLD_LIGHT, 3)
    s.path(f"M{x} {y}h84v84l-42 20l-42-20z", dark(colour, 0.12), opacity=0.7)
    s.line(f"M{x} {y}h84", dark(colour, 0.4), 4, opacity=0.4)


def shirt(s, look, colour):
    neck(s, look)
    collar(s, colour)
    buttons(s, colour)
    pocket(s, colour)


def uniform(s, look, colour):
    shirt(s, look, colour)
    for side in (-1, 1):
        s.path(f"M{96 * side} 226L{176 * side} 240L{172 * side} 266L{94 * side} 250Z", dark("#33415c", 0.1))
    s.path("M-7 300H7L20 560L0 590L-20 560Z", "#2c3a55")


def polo(s, look, colour):
    neck(s, look)
    collar(s, light(colour, 0.12), 282)
    s.path("M-16 288H16V430H-16Z", dark(colour, 0.16))
    for y in (330, 380):
        s.oval(0, y, 6, 6, IVORY)


def knit(s, look, colour):
    neck_round(s, look)
    s.line("M-60 176Q0 262 60 176", light(colour, 0.22), 20)
    s.line("M-60 190Q0 282 60 190", dark(colour, 0.4), 3, opacity=0.4)


def overall(s, look, colour):
    shade = dark(colour, 0.25)
    sh = shoulders(look)
    s.path(f"M-70 188C-110 216-168 224-{sh} 262L-{sh - 2} 372H{sh - 2}L{sh} 262C168 224 110 216 70 188Z", shade, opacity=0.55)
    neck(s, look)
    collar(s, colour, 286)
    s.line("M0 290V800", shade, 7)
    s.line("M0 290V800", GOLD_LIGHT, 2, opacity=0.6)
    for x in (-158, 66):
        pocket(s, colour, x, 424, x > 0)
    s.line(f"M-{sh - 8} 372H{sh - 8}", GOLD_LIGHT, 7, opacity=0.55)


def vest(s, look, colour):
    neck(s, look)
    collar(s, colour, 280)
    hue = ["#e0772e", "#c3cf3f", "#e58f2f"][int(look.face[0]) % 3]
    for side in (-1, 1):
        d = f"M{96 * side} 212L{188 * side} 250L{172 * side} 800H{5 * side}V380Q{70 * side} 320 {96 * side} 212Z"
        s.path(d, s.linear(hue, dark(hue, 0.28), 0.9 if side > 0 else 0.1, 1.0))
        s.path(f"M{116 * side} 222L{158 * side} 240L{146 * side} 520H{104 * side}Z", "#e9e7d8", opacity=0.85)
    for y in (520, 660):
        s.path(f"M-182 {y}H182V{y + 46}H-182Z", "#e9e7d8", opacity=0.9)
    s.line("M0 380V800", dark(hue, 0.45), 5)


def coat(s, look, colour):
    s.path(torso_path(look), s.linear("#f6f5ef", "#b9bcb9", 0.9, 0.8))
    s.path("M-78 188L0 560L78 188Z", light(colour, 0.05))
    neck(s, look)
    collar(s, colour, 290)
    for side, fill in ((-1, "#ffffff"), (1, "#dcdcd5")):
        s.path(f"M{74 * side} 182L{128 * side} 214L{140 * side} 330L{104 * side} 352L{110 * side} 390L0 570Z", fill)
        s.line(f"M{140 * side} 330L{104 * side} 352L{110 * side} 390L0 570", "#83868a", 4, opacity=0.55)
    s.line("M0 566V800", "#83868a", 4, opacity=0.6)
    pocket(s, "#e4e4de", 74, 470)
    s.line("M-92 205C-130 330-110 400-60 420M92 205C120 300 110 360 84 400", "#39444e", 9)
    s.oval(-56, 424, 16, 16, "#8a959c")


def scrubs(s, look, colour):
    neck(s, look)
    s.line("M-76 194L0 304L76 194", dark(colour, 0.22), 18)
    pocket(s, colour)
    s.rect(-140, 410, 70, 44, IVORY, 5)
    s.rect(-140, 410, 70, 13, "#4f8f93", 4)


def suit_cloth(look):
    return ["#2e3442", "#33302f", "#27384a", "#4a4a4c"][int(look.face[1]) % 4]


def suit(s, look, colour):
    cloth = suit_cloth(look)
    tie = [LACQUER, "#27466b", "#7a5a2c"][int(look.face[0] * 7) % 3]
    s.path(torso_path(look), s.linear(light(cloth, 0.12), dark(cloth, 0.35), 0.9, 0.8))
    s.path("M-78 188L0 590L78 188Z", "#f3f1ea")
    neck(s, look)
    collar(s, "#efece4", 270)
    s.path("M-20 262H20L12 306L34 520L0 572L-34 520L-12 306Z", s.linear(light(tie, 0.1), dark(tie, 0.3), 0.6, 1.0))
    for side in (-1, 1):
        s.path(f"M{74 * side} 184L{120 * side} 212L{146 * side} 320L{108 * side} 340L{122 * side} 372L0 610Z", light(cloth, 0.1 - 0.04 * side))
        s.line(f"M{146 * side} 320L{108 * side} 340L{122 * side} 372L0 610", dark(cloth, 0.6), 4, opacity=0.7)
    s.path("M100 420l60-10v16l-60 10z", IVORY, opacity=0.9)


def aodai(s, look, colour):
    half = 50 if look.woman else 58
    neck_round(s, look)
    s.path(f"M-{half + 2} 140Q0 206 {half + 2} 140L{half + 20} 196Q0 262-{half + 20} 196Z", s.linear(light(colour, 0.16), dark(colour, 0.2), 0.9, 0.3))
    s.line("M6 232C70 290 120 330 158 340C152 420 148 470 150 520", dark(colour, 0.45), 5, opacity=0.6)
    pattern = GOLD_LIGHT if int(look.face[1] * 9) % 2 else light(colour, 0.55)
    for i, (x, y, size) in enumerate(((-92, 400, 30), (-60, 470, 22), (-120, 482, 20), (-84, 560, 26), (-36, 600, 18))):
        with s.group(x, y, size / 30, 25 * i, opacity=0.75):
            for turn in range(0, 360, 72):
                with s.group(turn=turn):
                    s.oval(0, -17, 9, 15, pattern)
            s.oval(0, 0, 6, 6, GOLD)
    s.line("M-74 640C-110 560-60 470-92 400", pattern, 4, opacity=0.6)


def blouse(s, look, colour):
    neck(s, look)
    for side in (-1, 1):
        s.path(f"M{58 * side} 168C{100 * side} 190 {128 * side} 240 {100 * side} 286C{60 * side} 300 {20 * side} 292 0 280Q{50 * side} 230 {58 * side} 168Z", light(colour, 0.45 if side < 0 else 0.3))
    buttons(s, colour)


def track(s, look, colour):
    neck(s, look)
    s.path("M-66 152L-90 196L-40 300H0V240ZM66 152L90 196L40 300H0V240Z", light(colour, 0.12))
    s.line("M0 250V800", IVORY, 6)
    for side in (-1, 1):
        s.line(f"M{110 * side} 224L{190 * side} 420V800", IVORY, 10, opacity=0.8)


def chef(s, look, colour):
    knit(s, look, colour)
    s.path("M-66 160Q0 250 66 160L80 194Q0 280-80 194Z", light(colour, 0.2))
    s.path("M-120 300L130 270V800H-96Z", light(colour, 0.15), opacity=0.7)
    for y in range(360, 800, 100):
        for x in (-70, 90):
            s.oval(x, y, 10, 10, "#8d8a80")


def apron_base(colour):
    return light(mix(colour, "#d9d4c8", 0.65), 0.2)


def apron(s, look, colour):
    base = apron_base(colour)
    s.path(torso_path(look), s.linear(base, dark(base, 0.25), 0.9, 0.8))
    neck(s, look)
    collar(s, base)
    s.path("M-104 366H104L150 520V800H-150V520Z", s.linear(colour, dark(colour, 0.3), 0.7, 1.0))
    s.line("M-100 372L-76 206M100 372L76 206", dark(colour, 0.1), 20)
    s.path("M-62 560H62V650Q0 672-62 650Z", dark(colour, 0.2))


CLOTHES = {f.__name__: f for f in (shirt, uniform, polo, knit, overall, vest, coat, scrubs, suit, aodai, blouse, track, chef, apron)}


# --- things in the hands --------------------------------------------------------------------------

def certificate(s):
    s.rect(-150, 450, 300, 210, GOLD, 6)
    s.rect(-138, 462, 276, 186, IVORY, 3)
    s.rect(-124, 476, 248, 158, "none", stroke=LACQUER, stroke_width=4)
    for y, half in ((512, 60), (546, 90), (576, 90), (606, 50)):
        s.line(f"M-{half} {y}H{half}", GOLD, 7, opacity=0.7)


def folder(s):
    s.rect(-110, 440, 220, 280, LACQUER, 8)
    s.rect(-96, 454, 192, 252, "none", stroke=GOLD, stroke_width=4)


def lotus(s):
    s.line("M0 780Q10 600 0 380", "#56704a", 16)
    for turn, petal in ((-62, "#d9909a"), (62, "#cf8290"), (-32, "#e5a9ae"), (32, "#dd9aa3"), (0, "#f0c3c3")):
        with s.group(0, 400, 1, turn):
            s.path("M0 0C-46 -50-40 -110 0 -150C40 -110 46 -50 0 0Z", petal)


ITEMS = {f.__name__: f for f in (certificate, folder, lotus)}
