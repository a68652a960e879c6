"""Older Vega-Lite becomes version 6: takes the nodes of a spec, gives nodes that keep their places."""

from chartkit.presets.upgrade.upgrader import upgrade

__all__ = ["upgrade"]
