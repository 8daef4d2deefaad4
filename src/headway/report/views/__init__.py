"""Pages of the report: the campaign at a glance, its facts, its charts, and the report itself."""
