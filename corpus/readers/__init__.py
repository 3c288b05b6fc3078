"""Readers: one module a file format, each yields pages whose lines know their place in the file."""
