"""Quantities as authors write them, typed by the field that holds them."""

from hld.units.format import format_quantity, format_share
from hld.units.parse import (
    boolean,
    capacity,
    count,
    duration,
    int_range,
    integer,
    money,
    quantity,
    rate,
    ratio,
    size,
)
from hld.units.quantity import Quantity, UnitError

__all__ = [
    "Quantity", "UnitError", "boolean", "capacity", "count", "duration", "format_quantity", "format_share",
    "int_range", "integer", "money", "quantity", "rate", "ratio", "size",
]  # fmt: skip
