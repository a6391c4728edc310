"""Reads PNGs as resvg writes them: eight bits a channel, RGBA, not interlaced."""

import struct
import zlib


def size(png):
    return struct.unpack(">II", png[16:24])


def inked(png, box, limit=128):
    """How many pixels within `box` (left, top, right, bottom) are darker than `limit`."""
    left, top, right, bottom = box
    return sum(1 for row in rows(png)[top:bottom] for x in range(left, right) if row[4 * x + 1] < limit)


def rows(png):
    width, height = size(png)
    assert png[24:29] == b"\x08\x06\x00\x00\x00", "eight bits, RGBA"
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, stride = zlib.decompress(data), 4 * width
    found, before = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        before = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before)
        found.append(before)
    return found


def _unfiltered(kind, row, above):
    for at in range(len(row)):
        left, up, corner = (row[at - 4], above[at], above[at - 4]) if at >= 4 else (0, above[at], 0)
        row[at] = (row[at] + (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]) & 255
    return row


def _paeth(left, up, corner):
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))
