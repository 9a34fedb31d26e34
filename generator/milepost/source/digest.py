"""The hash by which texts are known again.

It comes without OpenSSL, which hashlib loads and which costs more than the rest of a small check.
"""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
