"""The kinds of problems: a code, a cause and a cure for each, found by the text of a message."""
