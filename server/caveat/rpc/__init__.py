"""The service: gRPC in front of the scorer and the store."""
