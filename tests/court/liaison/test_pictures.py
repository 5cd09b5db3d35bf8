"""Pictures of phones: drawn anew, so that nothing but the pixels is kept."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from PIL import ExifTags, Image
from tests.court.liaison import given

from duixian.court.liaison import pictures
from duixian.law.errors import InputError


def opened(content):
    return Image.open(BytesIO(content))


def test_the_given_photo_does_tell_where_it_was_taken():
    exif = opened(given.jpeg()).getexif()
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert exif[ExifTags.Base.Make] == "ExamplePhone"
    assert b"39.865" in given.jpeg()


def test_a_photo_keeps_its_pixels_upright_and_nothing_else():
    kept = pictures.photo(given.jpeg(400, 300))
    picture = opened(kept)
    assert (picture.format, picture.size) == ("JPEG", (300, 400))
    assert dict(picture.getexif()) == {}
    assert not {"comment", "xmp", "exif", "icc_profile"} & set(picture.info)
    assert b"39.865" not in kept
    assert b"ExamplePhone" not in kept


def test_where_the_position_is_wanted_it_alone_is_kept():
    kept = pictures.photo(given.jpeg(), with_position=True)
    exif = opened(kept).getexif()
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert [float(part) for part in place[ExifTags.GPS.GPSLatitude]] == [39.0, 51.0, 54.0]
    assert place[ExifTags.GPS.GPSLongitudeRef] == "E"
    assert set(exif) == {ExifTags.IFD.GPSInfo}
    assert b"ExamplePhone" not in kept


def test_a_photo_without_a_position_has_none_to_keep():
    kept = pictures.photo(given.jpeg(gps=False), with_position=True)
    assert dict(opened(kept).getexif()) == {}


def test_a_large_photo_is_made_smaller():
    assert max(opened(pictures.photo(given.jpeg(6000, 4000))).size) == pictures.LONGEST_SIDE


def test_a_signature_is_dark_on_white_and_says_nothing_hidden():
    kept = pictures.signature(given.png())
    picture = opened(kept)
    assert (picture.format, picture.mode, picture.size) == ("PNG", "L", (300, 100))
    assert picture.getpixel((0, 0)) == 255
    assert picture.getpixel((100, 43)) < 40
    assert b"hidden" not in kept


def bomb():
    """20,000 × 20,000 pixels in a few hundred kilobytes."""
    file = BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG", optimize=True)
    return file.getvalue()


def animated():
    file = BytesIO()
    Image.new("RGB", (10, 10)).save(file, "GIF")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是可以识别的图像"),
        (b"\xff\xd8\xff\xe0 no picture", "不是可以识别的图像"),
        (animated(), "不是可以识别的图像"),
        (given.jpeg()[:-800], "已损坏"),
        (bomb(), "像素，过大|不是可以识别的图像"),
        (bytes(pictures.LARGEST + 1), "超过 15 MB"),
    ],
)
def test_what_is_no_photo_is_refused(content, words):
    with pytest.raises(InputError, match=words):
        pictures.photo(content)


def test_a_signature_is_small_and_drawn():
    noise = Image.frombytes("RGB", (500, 500), Random(1).randbytes(750_000))
    file = BytesIO()
    noise.save(file, "PNG")
    with pytest.raises(InputError, match="超过 512 KB"):
        pictures.signature(file.getvalue())
    with pytest.raises(InputError, match="不是可以识别的图像"):
        pictures.signature(given.jpeg())


@pytest.mark.parametrize("at", range(20))
def test_bytes_spoilt_anywhere_are_a_photo_or_a_refusal(at):
    """Never another error: a phone's bytes come from anywhere."""
    random, content = Random(at), bytearray(given.jpeg())
    for _ in range(30):
        content[random.randrange(len(content))] = random.randrange(256)
    try:
        assert opened(pictures.photo(bytes(content), with_position=True)).format == "JPEG"
    except InputError as error:
        assert error.remedy
