"""Entry of a child process: limits first, then one answer for each request."""

import importlib
import json
import os
import resource
import signal
import sys
from typing import Any

from align.reading.child import FileFaultError

OPERATIONS = {
    "describe": "pdf",
    "mend": "pdf",
    "layer": "pdf",
    "render": "pdf",
    "recognise": "recognition",
    "engines": "recognition",
    "docx_document": "office",
    "html_document": "web",
}
"""Name of an operation (and of its function) and the module that has it; modules are loaded when first needed."""


def restrict(memory: int, file_size: int) -> None:
    """Bind this process: address space and size of files in bytes, no core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def restrict_time(seconds: float) -> None:
    """End this process (SIGPROF) when it has used so many more seconds of processor time.

    Processor time, not time by the clock: what can be read shall not depend on how busy the machine is. The limit
    proper (SIGXCPU, whole seconds) is for the command that a child may start, which inherits no timer.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked; faults of the file and of the libraries become an answer."""
    operation = request.pop("operation")
    restrict_time(request.pop("seconds"))
    if operation == "greet":
        return {}
    try:
        module = importlib.import_module(f"align.reading.child.{OPERATIONS[operation]}")
        result: dict[str, Any] = getattr(module, operation)(**request)
    except FileFaultError as fault:
        return {"fault": fault.kind, "text": fault.text}
    except MemoryError:
        return {"fault": "limit", "text": "it needs more memory than a document of this kind should."}
    except Exception as error:  # the entry of this process: a library may raise anything on a hostile file
        return {"fault": "damaged", "text": f"{type(error).__name__}: {error}."}
    return result


def main() -> None:
    """Answer until the parent closes the pipe."""
    limits = json.loads(sys.argv[1])
    restrict(limits["memory"], limits["file_size"])
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Libraries in C print to descriptor 1; that must not get between the answers.
    os.dup2(2, 1)
    for line in sys.stdin:
        channel.write(json.dumps(answer(json.loads(line))) + "\n")
        channel.flush()


main()
