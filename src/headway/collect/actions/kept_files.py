"""Files that came with a form which was not saved: checked and sealed like others, they wait with the draft for its writer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.collect.actions.attachments import LEFT_OVER_AFTER, drop_file, sealed_words, store_file
from headway.collect.models import Draft, KeptFile
from headway.collect.queries.attachments import kept_files, prepared
from headway.collect.rules import MOST_ATTACHMENTS
from headway.lib.problems import Refused
from headway.lib.sealed import Secret
from headway.lib.takenfiles import Prepared
from headway.plan.models import Campaign

# Of one person, all drafts together.
MOST_BYTES = 200_000_000


def keep_files(campaign: Campaign, client_id: UUID, files: Sequence[Prepared], *, owner: Any) -> None:
    """Keep files with one's own draft; they are no attachments yet, and leave nothing in the log."""
    with transaction.atomic():
        held = {one.digest for one in kept_files(owner, client_id)}
        new = {file.digest: file for file in files if file.digest not in held}
        size = KeptFile.objects.filter(person=owner).aggregate(size=Sum("size"))["size"] or 0
        size += sum(len(file.data) for file in new.values())
        if len(held) + len(new) > MOST_ATTACHMENTS or size > MOST_BYTES:
            raise Refused(_("These files are too many to be kept: save the activity, and attach them then."))
        for file in new.values():
            store_file(file)
            KeptFile.objects.create(
                person=owner, campaign=campaign, client_id=client_id, photo=file.photo, name=Secret(file.name),
                media_type=file.media_type, size=len(file.data), digest=file.digest, width=file.width,
                height=file.height, at=timezone.now(), **sealed_words(file.about),
            )  # fmt: skip


def forget_files(client_id: UUID, ids: Collection[UUID] | None = None, *, owner: Any) -> None:
    """Let go of files that wait with one's own draft: of these, or of all."""
    _forget(kept_files(owner, client_id, ids))


def forget_orphans() -> None:
    """Let go of files whose draft is gone."""
    drafts = Draft.objects.filter(person=OuterRef("person"), client_id=OuterRef("client_id"))
    long_ago = timezone.now() - LEFT_OVER_AFTER
    _forget(KeptFile.objects.filter(~Exists(drafts), at__lt=long_ago))


def _forget(files: Iterable[KeptFile]) -> None:
    with transaction.atomic():
        for one in files:
            digest = one.digest
            one.delete()
            transaction.on_commit(lambda digest=digest: drop_file(digest))  # type: ignore[misc]


def files_to_attach(client_id: UUID, ids: Collection[UUID], *, owner: Any) -> list[Prepared]:
    """Those of the files that are kept; raise Refused where one is gone."""
    found = kept_files(owner, client_id, ids)
    try:
        if len(found) == len(ids):
            return [prepared(one) for one in found]
    except OSError:
        pass
    raise Refused(_("A file that was kept is not there any more: choose it again."))
