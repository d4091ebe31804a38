"""Where shell scripts stand: files of their own, cells of notebooks, steps of workflows and pipelines."""
