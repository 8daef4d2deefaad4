"""Surveys by page: sent in, shown, written, drawn with their ranges, put together only by weights, and undone."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from headway.audit.models import Entry
from headway.listen.models import Poll, PollAnswer, SurveyImport
from headway.movement.tests.cast import NORTH

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/surveys/"
IMPORTS = f"{HERE}imports/"
ENGLISH = {"Accept-Language": "en"}
HEAD = "question,answer,share,n,country,from,to,weight\n"
WHEN = "2014-02-01,2014-02-20"
KENYA = f"Is it clean?,Yes,60%,1000,KE,{WHEN},29\nIs it clean?,No,40%,1000,KE,{WHEN},29\n"
PERU = f"Is it clean?,Yes,30%,500,PE,{WHEN},20\nIs it clean?,No,70%,500,PE,{WHEN},20\n"


@pytest.fixture
def north(world: Any, client: Client) -> Client:
    client.force_login(world.campaigner)
    return client


def send(client: Client, *texts: str, **more: str) -> Any:
    sent = [SimpleUploadedFile(f"survey-{at}.csv", text.encode()) for at, text in enumerate(texts, 1)]
    return client.post(f"{IMPORTS}new/", {"surveys": sent, "office": NORTH, **more}, headers=ENGLISH)


def step(client: Client, address: str, name: str) -> Any:
    return client.post(address, {"step": name}, headers=ENGLISH)


def write(client: Client, *texts: str) -> str:
    address = str(send(client, *texts)["Location"])
    assert step(client, address, "write").status_code == 302
    return address


def page(client: Client, address: str, **query: str) -> str:
    return html.unescape(client.get(address, query, headers=ENGLISH).content.decode())


def question(client: Client) -> str:
    return str(re.findall(rf'href="({HERE}[0-9a-f]{{12}}/)"', page(client, HERE))[0])


def table(client: Client, **query: str) -> list[str]:
    """The rows of the chart by country, as they go away as CSV."""
    answer = client.get(f"{question(client)}countries.csv", query, headers=ENGLISH)
    return answer.content.decode().removeprefix("\ufeff").splitlines()


def test_a_file_is_shown_before_it_is_written_and_can_be_undone(north: Client) -> None:
    address = send(north, HEAD + KENYA + PERU)["Location"]
    shown = page(north, address)
    for text in (
        "Is it clean?",
        "Kenya",
        "Peru",
        "1,000",
        "Yes 60%; No 40%",
        "waits for your yes",
        "Write it",
    ):
        assert text in shown
    assert "No surveys yet" in page(north, HERE)
    assert step(north, address, "write").status_code == 302
    assert "Is it clean?" in page(north, HERE)
    step(north, address, "undo")
    assert "No surveys yet" in page(north, HERE)
    assert step(north, address, "write").status_code == 422
    told = list(Entry.objects.filter(kind="survey-import").order_by("seq").values_list("action", flat=True))
    assert told == ["receive_surveys", "write_surveys", "undo_surveys"]


def test_shares_stand_with_their_ranges_and_countries_are_put_together_by_their_weights(
    north: Client,
) -> None:
    write(north, HEAD + KENYA + PERU)
    rows = table(north)
    assert rows[0] == "Country,Share,Range,People asked,Worth as many,Asked"
    assert rows[1].startswith('Kenya,60%,57% to 63%,"1,000","1,000",1–20 Feb')
    assert rows[2].startswith("Peru,30%,26% to 34%,500,500,")
    assert rows[3].startswith('"All together, by weight",48%,45% to 50%,–,')
    shown = page(north, question(north))
    assert "From 30% (26% to 34%; Peru) to 60% (57% to 63%; Kenya)." in shown
    assert "All countries together, each by the weight that came with it: 48% (45% to 50%)." in shown


def test_without_weights_countries_are_not_put_together_and_the_page_says_why(north: Client) -> None:
    write(north, HEAD + KENYA.replace(",29\n", ",\n") + PERU)
    assert len(table(north)) == 3
    assert "not put together: without weights, a small country would count as much as a large one." in page(
        north, question(north)
    )


def test_countries_asked_more_than_a_year_apart_are_not_put_together(north: Client) -> None:
    write(north, HEAD + KENYA + PERU.replace("2014-02-", "2016-02-"))
    assert "asked more than a year apart" in page(north, question(north))


def test_the_address_chooses_answer_and_country(north: Client) -> None:
    write(north, HEAD + KENYA + PERU)
    assert table(north, answer="No")[1].startswith("Peru,70%")
    shown = page(north, question(north), country="KE", answer="never told")
    assert "all answers, Kenya" in shown
    assert "by country" not in shown
    assert north.get(f"{question(north)}countries.csv", {"country": "KE"}).status_code == 404


def test_the_same_question_at_several_times_is_shown_over_time(north: Client) -> None:
    write(
        north, HEAD + KENYA, HEAD + KENYA.replace("2014", "2015").replace("60%", "70%").replace("40%", "30%")
    )
    answer = north.get(f"{question(north)}waves.csv", headers=ENGLISH).content.decode().splitlines()
    assert [line.split(",")[1] for line in answer[1:]] == ["60%", "70%"]
    assert "over time" in page(north, question(north))


@pytest.mark.parametrize("form", ["csv", "svg", "png"])
def test_a_chart_goes_away_in_each_form(north: Client, form: str) -> None:
    write(north, HEAD + KENYA + PERU)
    answer = north.get(f"{question(north)}countries.{form}", headers=ENGLISH)
    assert answer.status_code == 200
    assert f'clean-rivers-survey-countries-en.{form}"' in answer["Content-Disposition"]


def test_the_same_file_again_changes_nothing(north: Client) -> None:
    write(north, HEAD + KENYA)
    before = Poll.objects.count()
    again = send(north, HEAD + KENYA)["Location"]
    shown = page(north, again)
    assert "All of it is there already" in shown
    assert "Write it" not in shown
    step(north, again, "write")
    made = SurveyImport.objects.order_by("-made_at")[0]
    assert (made.added, made.changed, made.duplicates) == (0, 0, 2)
    assert Poll.objects.count() == before


def test_a_corrected_file_counts_over_the_older_and_undone_lets_that_count_again(north: Client) -> None:
    write(north, HEAD + KENYA + PERU)
    address = write(north, HEAD + KENYA.replace("60%", "55%").replace("40%", "45%"))
    made = SurveyImport.objects.get(pk=address.rstrip("/").split("/")[-1])
    assert (made.added, made.changed, made.duplicates) == (0, 2, 0)
    assert any(line.startswith("Kenya,55%") for line in table(north))
    step(north, address, "undo")
    assert any(line.startswith("Kenya,60%") for line in table(north))


def test_refused_rows_are_told_and_can_be_taken_away(north: Client, world: Any) -> None:
    address = send(north, HEAD + KENYA + PERU.replace("30%", "130%"))["Location"]
    assert '"130%" is no share' in page(north, address)
    told = north.get(f"{address}refused.csv", headers=ENGLISH).content.decode()
    assert "survey-1.csv,4,share," in told
    assert "survey-1.csv,5,question,is refused with row 4" in told
    north.force_login(world.reader)
    assert north.get(f"{address}refused.csv").status_code == 403


def test_what_cannot_be_read_is_said_at_the_field_and_nothing_typed_is_lost(north: Client) -> None:
    answer = send(north, "<html>sign in</html>", country="Kenya")
    assert answer.status_code == 422
    assert "none of the first" in html.unescape(answer.content.decode())
    assert 'value="Kenya"' in answer.content.decode()
    turned = send(north, HEAD + KENYA, began="2014-03-01", ended="2014-02-01")
    assert "lies before the first one" in turned.content.decode()
    assert SurveyImport.objects.count() == 0


def test_an_import_can_be_let_go_and_leaves_no_counts(north: Client) -> None:
    address = send(north, HEAD + KENYA)["Location"]
    step(north, address, "cancel")
    assert "cancelled" in page(north, address)
    assert SurveyImport.objects.get().told == {}


def test_who_may_not_bring_in_is_refused_and_who_may_not_see_finds_nothing(north: Client, world: Any) -> None:
    address = send(north, HEAD + KENYA)["Location"]
    for person in (world.reader, world.other_section):
        north.force_login(person)
        assert "Write it" not in page(north, address)
        for name in ("write", "cancel", "undo"):
            assert step(north, address, name).status_code == 422
    assert north.get(HERE).status_code == 200
    north.force_login(world.reader)
    assert north.get(f"{IMPORTS}new/").status_code == 403
    north.force_login(world.without_a_role)
    assert [north.get(one).status_code for one in (HERE, IMPORTS, address)] == [404, 404, 404]
    assert Client().get(HERE).status_code == 302
    assert SurveyImport.objects.get().state == "planned"


def test_of_another_campaign_nothing_shows(north: Client, world: Any) -> None:
    write(north, HEAD + KENYA)
    key = question(north).rstrip("/").split("/")[-1]
    assert north.get(f"/c/nowhere/surveys/{key}/").status_code == 404
    assert north.get(f"{HERE}0123456789ab/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"n": 0}, {"ended": "2013-01-01"}, {"effective": 2000}, {"effective": 0}, {"weight": 0}]
)
def test_the_database_holds_no_result_that_cannot_be(north: Client, wrong: dict[str, Any]) -> None:
    write(north, HEAD + KENYA)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        PollAnswer.objects.update(share="1.5")


def test_pages_ask_few_questions_of_the_database(north: Client, django_assert_max_num_queries: Any) -> None:
    write(north, HEAD + KENYA + PERU)
    address = question(north)
    for one in (HERE, address, IMPORTS):
        with django_assert_max_num_queries(20):
            north.get(one)


def test_all_results_go_away_as_a_table_that_comes_in_again(north: Client) -> None:
    write(north, HEAD + KENYA + PERU)
    text = north.get(f"{HERE}results.csv", headers=ENGLISH).content.decode()
    assert "Is it clean?,Yes,60%,1000,KE,2014-02-01,2014-02-20,29" in text
    write(north, text)
    made = SurveyImport.objects.order_by("-made_at")[0]
    assert (made.added, made.changed, made.duplicates, made.made_up) == (0, 0, 4, False)


def test_what_is_made_up_stays_so_wherever_its_table_goes(north: Client) -> None:
    write(north, HEAD.replace("weight", "weight,made up") + KENYA.replace(",29\n", ",29,yes\n"))
    assert "Made up, to practise with" in page(north, HERE)
    assert "(made up)" in page(north, question(north))
    assert ",yes" in north.get(f"{HERE}results.csv", headers=ENGLISH).content.decode()
