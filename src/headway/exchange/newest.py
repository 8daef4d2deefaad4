"""Makes the tables of an empty database at once, from the last state of the models, and not step by step.

Django's own way makes each model anew for each change of one that it hangs on with: nine tenths of the time of a first `headway upgrade`.
What comes out is the same, to the last index; `test_the_first_upgrade` compares both ways.
"""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython

# The migrations that make tables by statements of their own. What others run by hand changes rows, and here are none.
BY_HAND = (("audit", "0002_search"),)


def is_empty() -> bool:
    """Nobody made a table here, not even one of which Headway knows nothing."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor, include_views=True)


def make_newest() -> None:
    """Make every table of an empty database in one transaction, and note each migration as done."""
    executor = MigrationExecutor(connection)
    loader, leaves = executor.loader, executor.loader.graph.leaf_nodes()
    state = loader.project_state(leaves)
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models(include_swapped=True):
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for key in BY_HAND:
            for operation in loader.disk_migrations[key].operations:
                if isinstance(operation, RunPython):
                    operation.database_forwards(key[0], editor, state, state)
        for migration, _backwards in executor.migration_plan(leaves):
            executor.recorder.record_applied(migration.app_label, migration.name)
