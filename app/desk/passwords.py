"""Passwords: hashed with argon2id, long enough, and not those that anybody would try first."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.desk.wording import say
from knowledge.errors import WeakPassword

SHORTEST = 10
LONGEST = 200
"""Hashing takes its time: an endless password must not take endless time."""

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


def hashed(password: str, name: str = "") -> str:
    """Return the hash of a new password. Raises WeakPassword, saying what is wanted."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(say("accounts.password_length", shortest=SHORTEST, longest=LONGEST))
    if len(set(password)) < 5 or (name and name.lower() in password.lower()):
        raise WeakPassword(say("accounts.password_weak"))
    return _hasher.hash(password)


def verify(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the one that was hashed; None (no such account) takes as long and is never right."""
    try:
        right = _hasher.verify(password_hash or _NOBODY, password[: LONGEST + 1])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return right and password_hash is not None


def outdated(password_hash: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)
