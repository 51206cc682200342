"""The frame of the full-window pages: Streamlit's bar made low, its margins taken away."""

FRAME = """
<style>
  [data-testid="stHeader"], [data-testid="stToolbar"] { height: 46px; min-height: 46px; }
  [data-testid="stHeader"] { border-bottom: 1px solid color-mix(in srgb, currentColor 12%, transparent); }
  [data-testid="stTopNavLink"] { border-radius: 4px; }
  [data-testid="stMainBlockContainer"] { max-width: none; padding: 46px 0 0; }
  [data-testid="stMain"] { overflow: hidden; }
  [data-testid="stElementContainer"][data-stale="true"] { opacity: 1 !important; }
  [data-testid="stStatusWidget"] { display: none; }
</style>
"""
"""Given to `st.html`; holds nothing from outside."""
