"""Protobuf to domain and back: ``read_*`` takes what a peer sent, ``write_*`` what we answer.

Reading a request reports every bad field at once; reading an answer trusts the server.
"""
