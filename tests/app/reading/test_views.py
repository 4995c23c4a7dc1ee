"""The read API: every number with its place, typed emptiness, subtotals with operands, keys and limits."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.reading.openapi import OPERATIONS
from app.services import Services
from knowledge.faq.maintained import Content
from knowledge.records import FactStatus
from tests.app.conftest import build_app
from tests.app.samples import AGENCY, OTHER_AGENCY


def got(client: FlaskClient, path: str, **query: Any) -> dict[str, Any]:
    response = client.get(path, query_string=query)
    assert response.status_code == 200, response.json
    found: dict[str, Any] = response.json
    return found


def test_a_cell_is_found_by_agency_year_indicator_and_applicant(client: FlaskClient) -> None:
    page = got(client, "/api/facts", agency=AGENCY, year=2024, indicator="requests.new", applicant="natural_person")
    (fact,) = page["facts"]
    assert (fact["agency"], fact["year"], fact["value"], fact["status"]) == (AGENCY, 2024, 7, "printed")
    assert page["total"] == 1 and page["sum"] == {"value": 7, "unit": "件"}


def test_the_address_of_a_cell_opens_its_report_with_the_cell_marked(client: FlaskClient) -> None:
    (fact,) = got(client, "/api/facts", agency=AGENCY, year=2024, indicator="requests.new", applicant="total")["facts"]
    page = client.get(fact["url"]).get_data(as_text=True)
    assert '<mark id="cited" tabindex="-1">9</mark>' in page


def test_an_uncertain_cell_has_no_value_but_its_candidates(client: FlaskClient) -> None:
    facts = got(client, "/api/facts", status="uncertain")["facts"]
    assert facts and all(fact["value"] is None and "candidates" in fact for fact in facts)


def test_what_a_person_confirmed_stands_apart(client: FlaskClient, services: Services) -> None:
    held = services.store.lookup.facts(_uncertain())[0]
    services.store.confirmations.confirm(
        held.report.version_id, held.indicator, held.applicant, Decimal(12), ground="次年报告", by="小李"
    )
    (fact,) = [
        fact
        for fact in got(client, "/api/facts", status="uncertain")["facts"]
        if (fact["report_id"], fact["indicator"]) == (held.report.id, held.indicator)
    ]
    assert fact["value"] is None and fact["status"] == "uncertain"
    assert fact["confirmed"]["value"] == 12 and fact["confirmed"]["by"] == "小李"


def _uncertain() -> Any:
    from knowledge.lookups import Wanted

    return Wanted(statuses=(FactStatus.UNCERTAIN,))


def test_a_subtotal_comes_with_its_operands(client: FlaskClient) -> None:
    page = got(client, "/api/facts", agency=AGENCY, year=2024, indicator="outcomes.unavailable", applicant="total")
    (fact,) = page["facts"]
    assert fact["status"] == "computed" and fact["url"] is None
    assert fact["value"] == sum(part["value"] for part in fact["parts"]) == 1
    assert all(part["url"].startswith("/reports/") for part in fact["parts"])


def test_values_are_sorted_and_paged(client: FlaskClient) -> None:
    query = {"indicator": "requests.new", "year": 2024, "applicant": "total", "sort": "value", "descending": "true"}
    first = got(client, "/api/facts", **query, limit=1)
    assert first["total"] == 2 and first["next"]
    second = client.get(first["next"]).json
    assert second["next"] is None
    assert {first["facts"][0]["agency"], second["facts"][0]["agency"]} == {AGENCY, OTHER_AGENCY}


def test_an_agency_that_is_not_held_is_found_nowhere(client: FlaskClient) -> None:
    assert got(client, "/api/facts", agency="没有这个机关")["total"] == 0
    assert got(client, "/api/reports", agency="没有这个机关")["reports"] == []


def test_reports_are_listed_with_place_and_level(client: FlaskClient) -> None:
    page = got(client, "/api/reports", year=2024)
    assert [report["agency"] for report in page["reports"]] == [AGENCY, OTHER_AGENCY]
    assert client.get(page["reports"][0]["url"]).status_code == 200


@pytest.mark.parametrize(("kind", "words"), [("text", "网站发布信息"), ("faq", "期限")])
def test_words_are_found_in_text_and_entries(client: FlaskClient, kind: str, words: str) -> None:
    page = got(client, "/api/search", q=words, kind=kind)
    assert page["total"] == len(page["results"]) > 0
    assert all(result["kind"] == kind for result in page["results"])


def test_marks_alone_find_nothing(client: FlaskClient) -> None:
    assert got(client, "/api/search", q="，。")["total"] == 0


def test_a_wrong_parameter_is_named(client: FlaskClient) -> None:
    response = client.get("/api/facts?indicator=nothing&limit=0")
    assert response.status_code == 400 and response.content_type.startswith("application/problem+json")
    assert {error["field"] for error in response.json["errors"]} == {"indicator", "limit"}


def test_without_a_key_little_with_one_more_and_with_a_wrong_one_nothing(database: Path) -> None:
    app = build_app(database, rate_limit="60 per minute")
    client = app.test_client()
    token = app.extensions["zhiqing"].store.keys.make("市数据局", "管理员")
    first = client.get("/api/reports")
    assert first.headers["X-RateLimit-Limit"] == "60"
    with_key = client.get("/api/reports", headers={"Authorization": f"Bearer {token}"})
    assert with_key.headers["X-RateLimit-Limit"] == "1200"
    wrong = client.get("/api/reports", headers={"Authorization": "Bearer zq_wrong"})
    assert wrong.status_code == 401 and wrong.headers["WWW-Authenticate"].lower().startswith("bearer")
    for _ in range(59):
        client.get("/api/reports")
    refused = client.get("/api/reports")
    assert refused.status_code == 429 and 0 < int(refused.headers["Retry-After"]) <= 60
    assert client.get("/api/reports", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    app.extensions["zhiqing"].store.keys.revoke(1)
    assert client.get("/api/reports", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_the_documentation_names_every_search_and_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/api/docs").get_data(as_text=True)
    assert all(operation[0] in page for operation in OPERATIONS)
    assert "//" not in page.replace("http://localhost", "").replace("http://www.w3.org", "")


def test_a_published_entry_is_found_once_it_is_published(client: FlaskClient, services: Services) -> None:
    entry = services.store.faq.create(Content("云溪办事窗口在哪里", "在市民中心。"), "编辑")
    assert got(client, "/api/search", q="云溪办事窗口", kind="faq")["total"] == 0
    services.store.faq.publish(entry.id)
    (found,) = got(client, "/api/search", q="云溪办事窗口", kind="faq")["results"]
    assert found["answer"] == "在市民中心。"
