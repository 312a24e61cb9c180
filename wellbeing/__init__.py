"""Confidential check-ins for people who investigate crimes against children.

How the package is layered; a rung may import only what stands below it, and `|` means strangers:

    app | cli            start it
    bootstrap            the one module that knows every part
    edge | ui | schedule | storage      thin skins that never meet
    services             what people can do: one class per noun, one method per verb
    vault                the wall round personal words
    crypto               the only importer of `cryptography`
    domain               what the words mean: no clock, no chance, no input or output
    words, settings      the sentences people read; what an installer may set

The contracts in `pyproject.toml` hold this ladder; `docs/architecture.md` draws it.
"""

__version__ = "0.1.0"
