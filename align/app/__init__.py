"""The workbench in the browser: thin pages over what the other rooms know.

Streamlit is imported only when it starts.
"""

from align.app.launching import launch

__all__ = ["launch"]
