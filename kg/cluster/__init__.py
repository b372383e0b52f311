"""Articles on a cluster: read, extracted and written by Dask workers, in shards, with the bytes of one build.

    inputs → shards → make (on workers) → settle (on workers) → across → manifest

A million articles pass through no single process: the client lists what there is, hands out shards and
keeps a hash of each article. `kg.shards` says what is written.
"""

from kg.cluster.run import Done, Work, build, count_shards

__all__ = ["Done", "Work", "build", "count_shards"]
