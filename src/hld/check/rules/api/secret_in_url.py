"""A secret or a personal number travels in an address.

Addresses are kept in the history of browsers, in the logs of every server and proxy on the way, and are sent on to
other sites. Put secrets into a header, and other sensitive data into the body.

Bad:

    api:
      - GET /v1/sessions?password  # <--

Good:

    api:
      - POST /v1/sessions {password}

Source: OWASP, information exposure through query strings in URL.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Field, Model, Operation

_NAMES = frozenset((
    "password", "passwd", "pwd", "secret", "clientsecret", "apikey", "apisecret", "accesstoken",
    "refreshtoken", "privatekey", "ssn", "creditcard", "cardnumber", "cvv", "cvc",
))  # fmt: skip
_CLASSES = ("pci", "phi", "secret")


@rule("AP021", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        field = next((each for each in operation.query if _is_secret(each)), None)
        named = next((name for name in operation.params if _folded(name) in _NAMES), "")
        if field is not None:
            yield _finding(operation, field.name)
        elif named:
            yield _finding(operation, named)


def _finding(operation: Operation, name: str) -> Finding:
    return Finding(
        operation.span,
        f"'{operation.key}' takes '{name}' in its address, where it is logged and kept",
        "put a secret into a header, and other sensitive data into the body",
    )


def _is_secret(field: Field) -> bool:
    return field.data_class in _CLASSES or _folded(field.name) in _NAMES


def _folded(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
