"""Colours and type of the workbench, for Streamlit's own widgets; the component's style sheets use the same."""

from collections.abc import Mapping
from typing import Any

LIGHT = {
    "primaryColor": "#1f4e6b",
    "backgroundColor": "#faf8f4",
    "secondaryBackgroundColor": "#f1ede5",
    "textColor": "#221f1b",
    "linkColor": "#1f4e6b",
    "borderColor": "#b9b0a1",
}
DARK = {
    "primaryColor": "#93c4e0",
    "backgroundColor": "#171614",
    "secondaryBackgroundColor": "#2a2723",
    "textColor": "#ece8e1",
    "linkColor": "#93c4e0",
    "borderColor": "#5d564b",
}

THEME: Mapping[str, Any] = {
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.baseRadius": "4px",
    **{f"theme.light.{name}": value for name, value in LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in DARK.items()},
}
