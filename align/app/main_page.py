"""The script that Streamlit runs: the frame and the pages."""

import streamlit as st

from align.app import documents_page, door_page, import_page, overview_page, people_page, review_page, sessions_page
from align.app.frame import FRAME

st.set_page_config(page_title="Align", layout="wide", initial_sidebar_state="collapsed")
st.html(FRAME)
door_page.admit()
review = st.Page(review_page.show, title="Read and review", url_path="review")
documents = st.Page(documents_page.leading_to(review), title="Documents", url_path="documents", default=True)
overview = st.Page(overview_page.show, title="Overview", url_path="overview")
sessions = st.Page(sessions_page.show, title="Sessions", url_path="sessions")
people = st.Page(people_page.show, title="People", url_path="people")
bringing = st.Page(import_page.leading_to(review), title="Import", url_path="import")
st.navigation([documents, review, overview, sessions, people, bringing], position="top").run()
