"""What is wrong with a design: every rule is asked, and what the author allows is set aside."""

from hld.check.run import check
from hld.check.types import Checked, Settings, Summary

__all__ = ["Checked", "Settings", "Summary", "check", "total"]

total = Summary.of
