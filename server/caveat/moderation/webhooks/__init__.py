"""Events of the queue, told to other services: signed, retried, and never to the house itself."""

from __future__ import annotations

from caveat.moderation.webhooks.delivery import Dispatcher, Outcome
from caveat.moderation.webhooks.subscriptions import Delivery, Webhook, Webhooks

__all__ = ["Delivery", "Dispatcher", "Outcome", "Webhook", "Webhooks"]
