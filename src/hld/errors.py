"""Exceptions for what stops a run. A mistake in a spec is never one of these: it is a finding.

HldError
├── UsageError              the command line or a setting cannot be followed     (exit 2)
│   ├── NothingToRead       no spec at the paths given                           (exit 2)
│   └── UnknownVariantError a spec lacks the variant asked for                   (exit 2)
└── EngineError             no layout engine can run here, or it failed          (exit 2)
"""

from __future__ import annotations

__all__ = ["EngineError", "HldError", "NothingToRead", "UnknownVariantError", "UsageError"]


class HldError(Exception):
    """A run cannot go on. `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(HldError):
    """The command line or a setting cannot be followed."""


class NothingToRead(UsageError):  # noqa: N818 - it says what there is, as FileNotFound does
    """No spec was found at the paths given."""


class UnknownVariantError(UsageError):
    """A spec lacks the variant asked for."""


class EngineError(HldError):
    """No layout engine can run here, or the chosen one failed."""
