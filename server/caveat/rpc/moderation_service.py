"""ModerationService: drafted in the contract, not built yet, and saying so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NoReturn

from caveat.errors import NotBuilt
from caveat.rpc.context import Context
from caveat.v1 import moderation_service_pb2 as pb
from caveat.v1 import moderation_service_pb2_grpc as pb_grpc


def _not_built() -> NoReturn:
    raise NotBuilt("this version of the server has no moderation queue yet")


class ModerationService(pb_grpc.ModerationServiceServicer):
    """Refuses every method with NotBuilt."""

    async def ListReviews(
        self, request: pb.ListReviewsRequest, context: Context
    ) -> pb.ListReviewsResponse:
        _not_built()

    async def ClaimReview(
        self, request: pb.ClaimReviewRequest, context: Context
    ) -> pb.ClaimReviewResponse:
        _not_built()

    async def ExtendClaim(
        self, request: pb.ExtendClaimRequest, context: Context
    ) -> pb.ExtendClaimResponse:
        _not_built()

    async def ReleaseClaim(
        self, request: pb.ReleaseClaimRequest, context: Context
    ) -> pb.ReleaseClaimResponse:
        _not_built()

    async def DecideReview(
        self, request: pb.DecideReviewRequest, context: Context
    ) -> pb.DecideReviewResponse:
        _not_built()

    async def UndoDecision(
        self, request: pb.UndoDecisionRequest, context: Context
    ) -> pb.UndoDecisionResponse:
        _not_built()

    async def GetReviewStats(
        self, request: pb.GetReviewStatsRequest, context: Context
    ) -> pb.GetReviewStatsResponse:
        _not_built()

    def WatchReviews(
        self, request: pb.WatchReviewsRequest, context: Context
    ) -> AsyncIterator[pb.WatchReviewsResponse]:
        _not_built()

    def ExportDecisions(
        self, request: pb.ExportDecisionsRequest, context: Context
    ) -> AsyncIterator[pb.ExportDecisionsResponse]:
        _not_built()
