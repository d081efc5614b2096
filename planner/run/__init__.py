"""From a case to a finished run folder: the pipeline, what follows from its result, and the files."""
