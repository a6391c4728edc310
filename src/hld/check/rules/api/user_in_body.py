"""A request says who the caller is although the caller is authenticated.

The server knows the user from the token. An id that the client sends can be anybody's: either it is ignored,
or it lets one user act as another.

Where an operation gives something to somebody, or is about two people, the user in its body is the other one, and
nothing is said: shares, invitations, members, follows, friends, messages, transfers, permissions and the like, by the
last word of the path. Who sends, writes or creates is the caller there too.

Bad:

    auth: oauth
    api:
      POST /v1/tweets:
        body:
          user_id: id  # <--
          text: string

Good:

    auth: oauth
    api:
      - POST /v1/tweets {text}
      - POST /v1/files/{fileId}/shares {user_id}

Source: "derive the user from the authentication", system design interviews; OWASP API1:2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import OURS_TO_CALL, Model, Operation
from hld.near import squash

CALLER = r"(user|author|owner|account|caller|sender|creator|follower)(id)?"
SECRET = r"pass(word|code|phrase)?|pin|otp|secret|credentials?"
SIGN_IN = r"/(log-?in|sign-?in|sign-?up|register|sessions?|tokens?)/?$"
#: Fields that may name another person than the caller, and the words of a path, singular, that say that they do.
OTHER = r"(user|account)(id)?"
OTHERS_OWN = r"owner(id)?"
ABOUT_ANOTHER = frozenset(
    """
    share sharing invite invitation member membership participant collaborator collaboration guest attendee reviewer
    assignee assignment assign follow follower followee following friend friendship contact connection block mute
    message chat conversation mention recipient transfer gift permission grant role delegate delegation owner ownership
    admin moderator subscriber kick ban
    """.split()  # noqa: SIM905
)
GIVEN_AWAY = frozenset(("transfer", "owner", "ownership"))


@rule("AP007", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        said = [(field, squash(field.name)) for field in operation.body or ()]
        suspects = [(field, name) for field, name in said if re.fullmatch(CALLER, name)]
        if not suspects or not _is_called_by_a_user(model, operation):
            continue
        for field, name in suspects:
            if not _is_another(operation, name):
                yield Finding(
                    field.span,
                    f"'{operation.key}' takes '{field.name}' from the caller",
                    "take the user from the token, and leave it out of the body",
                )


def _is_called_by_a_user(model: Model, operation: Operation) -> bool:
    """Whether a user with a token calls it for himself: not a service, a partner, an administrator or a stranger."""
    if operation.auth in ("", "none") or operation.style in OURS_TO_CALL:
        return False
    if operation.audience not in ("", "public") or _is_for_administrators(operation) or _is_sign_in(operation):
        return False
    consumers = trace.consumers(model, operation)
    return not consumers or any(consumer.role is Role.CLIENT for consumer in consumers)


def _is_another(operation: Operation, name: str) -> bool:
    """Whether a field names the one whom the operation gives something to, or is about."""
    fixed = [part for part in operation.path.split("/") if part and not part.startswith("{")]
    words = {_singular(word.lower()) for word in re.findall(r"[A-Za-z][a-z]*", fixed[-1] if fixed else "")}
    if re.fullmatch(OTHERS_OWN, name):
        return not GIVEN_AWAY.isdisjoint(words)
    return bool(re.fullmatch(OTHER, name)) and not ABOUT_ANOTHER.isdisjoint(words)


def _singular(word: str) -> str:
    return word if word.endswith("ss") else word.removesuffix("s")


def _is_for_administrators(operation: Operation) -> bool:
    granted = [leaf.text for key in ("roles", "scopes") for leaf in operation.entry.leaves(key)]
    return any("admin" in text.casefold() for text in (operation.path, *granted))


def _is_sign_in(operation: Operation) -> bool:
    has_secret = any(re.fullmatch(SECRET, field.name, re.IGNORECASE) for field in operation.body or ())
    return has_secret or re.search(SIGN_IN, operation.path, re.IGNORECASE) is not None
