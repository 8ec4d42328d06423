"""Small signs for cells of tables: what a trend and a target say, by shape first and by colour second."""

from __future__ import annotations

from reports.forms import palette

WIDTH, HEIGHT = 120, 16
_SHAPES = {
    "worsening": ('<path d="M2 3 H16 L9 14 Z" fill="{fill}" stroke="{line}" stroke-width="1"/>', palette.CONCERN),
    "improving": ('<path d="M2 13 H16 L9 2 Z" fill="{fill}" stroke="{line}" stroke-width="1"/>', palette.IMPROVEMENT),
    "steady": ('<circle cx="9" cy="8" r="5.5" fill="{fill}" stroke="{line}" stroke-width="1"/>', palette.COMMON),
    "few": ('<path d="M4 8 H8 M11 8 H15" fill="{fill}" stroke="{line}" stroke-width="2"/>', palette.PAPER),
    "consistent_pass": ('<path d="M3 8 L8 13 L16 3" fill="none" stroke="{fill}" stroke-width="2.5"/>', palette.INK),
    "consistent_fail": ('<path d="M3 3 L15 13 M15 3 L3 13" fill="none" stroke="{fill}" stroke-width="2.5"/>', palette.INK),
    "inconsistent": ('<path d="M2 8 Q5.5 1 9 8 T16 8" fill="none" stroke="{fill}" stroke-width="2.5"/>', palette.INK),
}  # fmt: skip


def icon(code: str) -> bytes:
    """The sign of a verdict or of an assurance, at the left of a wide empty strip, so that it stays small in any column."""
    shape, fill = _SHAPES[code]
    drawn = shape.format(fill=fill, line=palette.OUTLINE)
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'.encode()


def tile(code: str) -> bytes:
    """A field of the map: the sign in the middle of a strip of its colour; of what does not change, on paper."""
    shape, colour = _SHAPES[code]
    ground, fill = (palette.PAPER, colour) if code in ("steady", "few") else (colour, palette.PAPER)
    drawn = shape.format(fill=fill, line=palette.OUTLINE)
    size = f'width="{WIDTH}" height="{HEIGHT + 4}" viewBox="0 0 {WIDTH} {HEIGHT + 4}"'
    field = f'<rect width="{WIDTH}" height="{HEIGHT + 4}" fill="{ground}" stroke="{palette.LINE}"/>'
    inside = f'{field}<g transform="translate({WIDTH / 2 - 9},2)">{drawn}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'.encode()
