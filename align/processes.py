"""Processes for work that several cores share."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread


def process_pool(jobs: int | None) -> ProcessPoolExecutor:
    """Fresh processes that end with the one that started them, even where that is killed and can end nothing itself.

    Args:
        jobs: how many; None for one a core.

    Raises:
        OSError: the system allows no processes that wait for each other (a locked-down container).
    """
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    Thread(target=_wait_for_its_end, daemon=True).start()


def _wait_for_its_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
