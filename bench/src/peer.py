"""ChannelAttribution on the paths of a file: told a model on a line, it answers seconds and credits in JSON."""

import contextlib
import json
import os
import sys
import time

os.environ["MPLBACKEND"] = "agg"
os.environ["OMP_NUM_THREADS"] = "1"

# The library talks on standard output, also from C: what is answered goes through a copy of it.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import ChannelAttribution as peer  # noqa: E402
import pandas  # noqa: E402

paths = pandas.read_csv(sys.argv[1])
print("ready", file=answers, flush=True)

for line in sys.stdin:
    begun = time.perf_counter()
    if line.strip() == "heuristic_models":
        found = peer.heuristic_models(paths, "path", "conversions", var_value="value", sep=">", flg_pro=False)
    else:
        found = peer.markov_model(
            paths, "path", "conversions", var_value="value", var_null="nulls", sep=">", ncore=1, seed=1,
            verbose=False, flg_pro=False,
        )
    seconds = time.perf_counter() - begun
    if isinstance(found, (list, tuple)):
        found = found[0]
    elif isinstance(found, dict):
        found = found["result"]
    print(json.dumps({"seconds": seconds, "rows": found.to_dict("records")}), file=answers, flush=True)
