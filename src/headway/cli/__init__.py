"""The command line: a door that calls the same actions as the pages and the API, and holds no rules of its own."""
