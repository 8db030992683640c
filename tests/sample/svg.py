"""A very small SVG writer: shapes, gradients, blur, clips, and mixing of colours."""

from contextlib import contextmanager

LACQUER, GOLD, GOLD_LIGHT, IVORY, INK = "#861619", "#b58d44", "#e9c983", "#faf6ec", "#2a1d18"


def mix(a, b, t):
    """The colour a share t of the way from a to b."""
    rgb = [(int(a[i:i + 2], 16), int(b[i:i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (q - p) * t):02x}" for p, q in rgb)


def dark(colour, t=0.25):
    return mix(colour, "#150d0a", t)


def light(colour, t=0.25):
    return mix(colour, "#fff6e6", t)


def num(value):
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


class Svg:
    """Collects shapes; every method that draws appends one element."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.defs, self.body = {}, []

    def _ref(self, text):
        name = self.defs.setdefault(text, f"d{len(self.defs)}")
        return f"url(#{name})"

    def _shape(self, tag, fill, attrs, **own):
        attrs = {**own, "fill": fill, **attrs}
        text = " ".join(f'{k.replace("_", "-")}="{num(v)}"' for k, v in attrs.items() if v is not None)
        self.body.append(f"<{tag} {text}/>")

    def path(self, d, fill="none", **attrs):
        self._shape("path", fill, attrs, d=d)

    def line(self, d, stroke, width, **attrs):
        self._shape("path", "none", {"stroke_linecap": "round", "stroke_linejoin": "round", **attrs},
                    d=d, stroke=stroke, stroke_width=width)

    def rect(self, x, y, w, h, fill, r=0, **attrs):
        self._shape("rect", fill, attrs, x=x, y=y, width=w, height=h, rx=r or None)

    def oval(self, x, y, rx, ry, fill, **attrs):
        self._shape("ellipse", fill, attrs, cx=x, cy=y, rx=rx, ry=ry)

    def linear(self, a, b, x2=0.0, y2=1.0, a_opacity=1.0, b_opacity=1.0):
        return self._ref(f'<linearGradient id="%s" x2="{num(x2)}" y2="{num(y2)}">'
                         f'<stop offset="0" stop-color="{a}" stop-opacity="{a_opacity}"/>'
                         f'<stop offset="1" stop-color="{b}" stop-opacity="{b_opacity}"/></linearGradient>')

    def radial(self, a, b, cx=0.38, cy=0.28, r=0.95, a_opacity=1.0, b_opacity=1.0):
        return self._ref(f'<radialGradient id="%s" cx="{cx}" cy="{cy}" r="{r}">'
                         f'<stop offset="0" stop-color="{a}" stop-opacity="{a_opacity}"/>'
                         f'<stop offset="1" stop-color="{b}" stop-opacity="{b_opacity}"/></radialGradient>')

    def blur(self, deviation, margin=40):
        return self._ref(f'<filter id="%s" x="-{margin}%%" y="-{margin}%%" width="{100 + 2 * margin}%%" height="{100 + 2 * margin}%%">'
                         f'<feGaussianBlur stdDeviation="{num(deviation)}"/></filter>')

    def clip(self, d):
        return self._ref(f'<clipPath id="%s"><path d="{d}"/></clipPath>')

    @contextmanager
    def group(self, x=0.0, y=0.0, k=1.0, turn=0.0, flip=False, **attrs):
        move = f"translate({num(x)} {num(y)}) rotate({num(turn)}) scale({-k if flip else k} {k})"
        text = "".join(f' {n.replace("_", "-")}="{v}"' for n, v in attrs.items())
        self.body.append(f'<g transform="{move}"{text}>')
        yield self
        self.body.append("</g>")

    def text(self):
        defs = "".join(text % name for text, name in self.defs.items())
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
                f'<defs>{defs}</defs>{"".join(self.body)}</svg>')
