"""The one door to Azure: answers questions about a workspace with Microsoft's packages, and only reads."""
