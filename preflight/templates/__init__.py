"""Templates that describe resources of Azure as JSON: what they say of batch endpoints, deployments and workspaces."""
