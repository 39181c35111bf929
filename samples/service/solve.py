"""Solves the system of linear equations that stands as JSON on standard input."""

import json
import platform
import sys

import numpy

question = json.load(sys.stdin)
solution = numpy.linalg.solve(numpy.array(question["matrix"]), numpy.array(question["values"]))
json.dump(
    {"solution": solution.tolist(), "python": platform.python_version(), "numpy": numpy.__version__}, sys.stdout
)
