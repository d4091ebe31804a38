"""HCL, the language of Terraform, as far as it is literal."""
