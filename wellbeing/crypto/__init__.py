"""Keys, ciphers and codes: the only importer of `cryptography`, and it knows no person's words."""
