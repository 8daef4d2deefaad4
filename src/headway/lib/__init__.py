"""Pure helpers, each named by its subject. Nothing here knows Django, a request or a database."""
