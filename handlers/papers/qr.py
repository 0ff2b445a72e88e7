"""A link as a picture that a phone's camera opens. Knows no invitation."""

import io

import segno

_PIXELS = 8     # a module; with the quiet border a link is about 360 pixels wide: it is read off a screen at arm's length


def qr_picture(link: str) -> bytes:
    """PNG of the link's QR code."""
    picture = io.BytesIO()
    segno.make_qr(link, error="m").save(picture, kind="png", scale=_PIXELS, border=4)
    return picture.getvalue()
