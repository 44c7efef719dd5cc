"""Keys that follow from the installation's secret, and hashes of tokens."""

import hashlib
import hmac
import secrets

from rythm.core.settings import settings


def key_for(purpose: str) -> bytes:
    """The 32-byte key for one purpose: HMAC-SHA256 of its name under the installation's secret."""
    return hmac.new(settings().secret.encode(), purpose.encode(), hashlib.sha256).digest()


def sign(purpose: str, message: str) -> bytes:
    """The HMAC-SHA256 of a message under the purpose's key."""
    return hmac.new(key_for(purpose), message.encode(), hashlib.sha256).digest()


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left, right)


def new_token() -> str:
    """A fresh random token of 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a random token: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()
