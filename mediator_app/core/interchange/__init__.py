"""The open case file: `mediation-cases`, version 1, read, written and described."""
