"""Pictures from a phone: judged by what they are, drawn anew, so that nothing hidden in them is kept.

A new picture is painted from the pixels alone: camera, owner, comments and position do not come with
them. Where the position is wanted, it is the only thing that is carried over.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from duixian.law.errors import InputError

LARGEST = 15 * 1024 * 1024
"""Bytes of a photo that are taken."""
LARGEST_SIGNATURE = 512 * 1024
MOST_PIXELS = {"JPEG": 60_000_000, "MPO": 60_000_000}
"""Pixels by format: a phone's largest photos have 50 million, and JPEG is unpacked at a smaller scale."""
_MOST_OTHERWISE = 20_000_000
LONGEST_SIDE = 2560
_LONGEST_SIGNATURE = 1600
_PHOTOS = ("JPEG", "PNG", "WEBP")
_GPS = ExifTags.IFD.GPSInfo


def photo(content: bytes, *, with_position: bool = False) -> bytes:
    """A photo as it is kept: JPEG, upright, at most LONGEST_SIDE pixels long. Raises InputError."""
    picture = _opened("照片", content, LARGEST, _PHOTOS)
    position = _position(picture) if with_position else b""
    return _drawn(
        "照片", picture, LONGEST_SIDE, lambda drawn, file: drawn.save(file, "JPEG", quality=85, exif=position)
    )


def signature(content: bytes) -> bytes:
    """A signature as it is kept: PNG in greys on white. Raises InputError."""
    picture = _opened("签名", content, LARGEST_SIGNATURE, ("PNG",))
    return _drawn(
        "签名",
        picture,
        _LONGEST_SIGNATURE,
        lambda drawn, file: drawn.convert("L").save(file, "PNG", optimize=True),
    )


def _opened(what: str, content: bytes, largest: int, formats: tuple[str, ...]) -> Image.Image:
    if not content:
        raise InputError(what, "是空的", "请重新拍摄")
    if len(content) > largest:
        limit = f"{largest // 1024 // 1024} MB" if largest >= 1024 * 1024 else f"{largest // 1024} KB"
        raise InputError(what, f"超过 {limit}", "请调低相机的像素后重拍")
    try:
        picture = Image.open(BytesIO(content), formats=formats)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise InputError(what, "不是可以识别的图像", "请用手机相机拍成 JPEG 后再传") from error
    if picture.width * picture.height > MOST_PIXELS.get(picture.format or "", _MOST_OTHERWISE):
        raise InputError(what, f"{picture.width}×{picture.height} 像素，过大", "请调低相机的像素后重拍")
    return picture


def _drawn(
    what: str, picture: Image.Image, longest: int, save: Callable[[Image.Image, BytesIO], None]
) -> bytes:
    try:
        picture.thumbnail((longest, longest))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(what, "图像已损坏，读不完整", "请重新拍摄") from error
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright)
    kept = BytesIO()
    save(drawn, kept)
    return kept.getvalue()


def _position(picture: Image.Image) -> bytes:
    """The place alone, as EXIF; empty where the phone wrote none. Raises InputError."""
    try:
        place: dict[int, Any] = picture.getexif().get_ifd(_GPS)
        kept = Image.Exif()
        if place:
            kept[_GPS] = dict(place)
        return kept.tobytes() if place else b""
    except (OSError, ValueError, SyntaxError, KeyError, TypeError) as error:
        raise InputError("照片", "位置信息读不出来", "请不勾选“保留位置”再传") from error
