"""Requests of a trace to the caches of libCacheSim: requests.py TRACE SIZE...

TRACE is a file in the format oracleGeneral. Prints JSON: for each policy and size, the misses and
the milliseconds. The library reads the file from memory, to which it is mapped.
"""

import json
import os
import sys
import time

import libcachesim

# The policies, by their name in highwater-cache where the choices are the same.
POLICIES = {
    "fifo": libcachesim.FIFO,
    "lru": libcachesim.LRU,
    "clock": libcachesim.Clock,
    "lfu": libcachesim.LFU,
    "sieve": libcachesim.Sieve,
    "2q": libcachesim.TwoQ,
    "arc": libcachesim.ARC,
    "opt": libcachesim.Belady,
}
# Those with other choices, to compare speeds.
OTHERS = {
    "slru": libcachesim.SLRU,
    "lirs": libcachesim.LIRS,
    "s3-fifo": libcachesim.S3FIFO,
    "w-tinylfu": libcachesim.WTinyLFU,
}


def rows(trace, sizes, policies):
    requests = os.path.getsize(trace) // 24
    for size in sizes:
        for name, policy in policies.items():
            cache = policy(size, hashpower=max(16, size.bit_length()))
            reader = libcachesim.TraceReader(trace, libcachesim.TraceType.ORACLE_GENERAL_TRACE)
            begin = time.perf_counter()
            ratio, _ = cache.process_trace(reader)
            ms = (time.perf_counter() - begin) * 1000
            yield {"policy": name, "size": size, "misses": round(ratio * requests), "ms": ms}


trace, *sizes = sys.argv[1:]
timed = sizes[0] == "--timed"
sizes = [int(size) for size in sizes[timed:]]
print(json.dumps([*rows(trace, sizes, POLICIES | OTHERS if timed else POLICIES)]))
