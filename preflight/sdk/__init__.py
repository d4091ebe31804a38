"""Reading of Python code that deploys with azure-ai-ml: its calls, as the documents that `az ml` would take."""
