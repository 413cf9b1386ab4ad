"""Protobuf to domain and back: ``read_*`` takes what a peer sent, ``write_*`` makes what is sent.

Reading a request reports every bad field at once; reading an answer trusts the server.
"""
