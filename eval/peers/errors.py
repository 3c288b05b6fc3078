"""What can go wrong with a peer."""

from __future__ import annotations


class PeerError(Exception):
    """A peer could not be installed, or gave no usable answers; the message says why."""
