"""`python -m wellbeing` is the `wellbeing` command."""

from wellbeing.cli.commands import main

if __name__ == "__main__":
    main()
