"""Photos lose all that a camera wrote into them; documents are known by their content, and none that could run is taken."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from headway.lib.documents import kind_of
from headway.lib.pictures import LONG_SIDE, SMALL_SIDE, cleaned, small
from headway.lib.problems import Refused

SECRET = b"Avenue of the Witness 7"


def photo(form: str = "JPEG", size: tuple[int, int] = (60, 40), turned: int = 1) -> bytes:
    """A photo that tells where it was taken and of whom."""
    picture = Image.new("RGB", size, "navy")
    picture.paste("white", (0, 0, size[0] // 2, size[1] // 2))
    told = Image.Exif()
    told[0x0112] = turned
    told[0x010E] = SECRET.decode()
    told.get_ifd(0x8825).update({1: "N", 2: (12.0, 22.0, 11.0), 3: "W", 4: (1.0, 31.0, 10.0)})
    out = io.BytesIO()
    more = {}
    if form == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Author", SECRET.decode())
    picture.save(out, form, exif=told, **more)
    return out.getvalue() + (SECRET if form == "JPEG" else b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_keeps_nothing_of_what_was_written_into_it(form: str) -> None:
    given_in = photo(form)
    assert SECRET in given_in
    for kept in (cleaned(given_in), small(given_in)):
        assert SECRET not in kept.data
        with Image.open(io.BytesIO(kept.data)) as opened:
            assert not opened.getexif()
            assert not {"exif", "xmp", "Author", "photoshop", "icc_profile"} & set(opened.info)
            assert opened.size == (kept.width, kept.height) == (60, 40)


def test_a_photo_that_was_taken_on_its_side_stands_upright() -> None:
    assert (cleaned(photo(turned=6)).width, cleaned(photo(turned=6)).height) == (40, 60)


def test_a_large_photo_is_made_smaller_and_a_small_one_stays() -> None:
    large = photo(size=(5000, 2500))
    assert (cleaned(large).width, cleaned(large).height) == (LONG_SIDE, LONG_SIDE // 2)
    assert max(small(large).width, small(large).height) == SMALL_SIDE
    assert len(small(large).data) < 25_000


def test_a_picture_with_more_points_than_can_be_read_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(out, "PNG")
    with pytest.raises(Refused, match="more points"):
        cleaned(out.getvalue())


@given(st.binary(max_size=300))
def test_whatever_is_sent_as_a_photo_is_one_or_is_refused(data: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"):
        with pytest.raises(Refused):
            cleaned(head + data)


@given(st.data())
def test_a_photo_that_broke_on_the_way_is_one_or_is_refused(data: st.DataObject) -> None:
    whole = bytearray(photo(data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = cleaned(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    except Refused:
        return
    assert kept.width
    assert SECRET not in kept.data


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


def test_documents_are_known_by_what_is_in_them() -> None:
    assert kind_of(b"%PDF-1.7 ...")[1] == "pdf"
    assert kind_of(zipped(word__document_xml=b"<w/>"))[1] == "docx"
    assert kind_of(zipped(xl__workbook_xml=b"<w/>"))[1] == "xlsx"
    assert kind_of(zipped(mimetype=b"application/vnd.oasis.opendocument.text"))[1] == "odt"
    assert kind_of("Minutes of the meeting\nمحضر".encode())[1] == "txt"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped(word__document_xml=b"", word__vbaProject_bin=b"x"), "macros"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text", Basic__script_xml=b"x"), "macros"),
        (zipped(word__document_xml=b"0" * 201_000_000), "unpacks"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (zipped(a=b"b"), "not taken in"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "not taken in"),
        (b"  \n<svg xmlns='http://www.w3.org/2000/svg'/>", "not taken in"),
        (b"#!/bin/sh\nrm -rf /", "not taken in"),
        (b"MZ\x90\x00\x03", "not taken in"),
        (b"\x7fELF\x02\x01", "not taken in"),
    ],
)  # fmt: skip
def test_what_could_run_or_fill_a_disk_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        kind_of(data)
