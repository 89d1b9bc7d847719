"""The reader's language: messages, dates, numbers, lists, direction. `get("fa")` is all there is to call."""

from sitegen.i18n.language import Language, direction, get, message
from sitegen.i18n.solar import solar_hijri

__all__ = ["Language", "direction", "get", "message", "solar_hijri"]
