"""Studies: many runs of one case, each solved once, kept under the hash of what went into it, and read as tables.

The engine knows jobs, a store and worker processes, and nothing of what is studied:

- `job`: one run by its content (`Job`, `job_of`);
- `store`: the folder of a study; finished runs are folders, failures are files, both written whole or not at all;
- `crew`: worker processes that do chains of jobs, survive what goes wrong in one and die with their parent;
- `engine`: what is missing in the store is run (`Engine.run`), here or on a cluster;
- `runner`: what a worker does for a job of the planner; `grid`: points of a sweep and their jobs.
"""
