"""The description of the read API as an OpenAPI 3.1 document, made from the very models that read and answer."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.reading.asked import FactsAsked, Paged, ReportsAsked, SearchAsked
from app.reading.keys import WITH_KEY, WITHOUT_KEY
from app.reading.shapes import Facts, Problem, Reports, Results

_REFS = "#/components/schemas/{model}"

Described = tuple[str, str, str, type[Paged], type[BaseModel]]
"""Path, name, what it does, what it takes, what it returns."""

OPERATIONS: tuple[Described, ...] = (
    (
        "/api/facts",
        "查数：表格里的格",
        "按机关、地区、层级、年份、指标、申请人、状态、核查提示查统计表的格。",
        FactsAsked,
        Facts,
    ),
    ("/api/reports", "查报告", "列出收录的年度报告（各报告的最新一版）。", ReportsAsked, Reports),
    ("/api/search", "查文字", "在报告正文、正文里的数字或问答条目中查词句。", SearchAsked, Results),
)

_PROBLEMS = {
    "400": "参数的值不能用；errors 逐项说明。",
    "401": "接口密钥无效或已停用。",
    "429": "调用太频繁；Retry-After 说明几秒后可再试。",
}


def document() -> dict[str, Any]:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "知情查询接口",
            "version": "1",
            "summary": "政府信息公开工作年度报告的数据，每个数字都附出处。",
            "description": (
                f"不带密钥每个地址每分钟可调用 {WITHOUT_KEY.amount} 次，带密钥每分钟 {WITH_KEY.amount} 次。"
                "密钥由工作台的管理员发放，放在请求头 Authorization: Bearer 之后。"
            ),
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"key": []}],
        "paths": {operation[0]: {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _operation(described: Described) -> dict[str, Any]:
    _, name, text, query, answer = described
    return {
        "operationId": query.__name__.removesuffix("Asked").lower(),
        "summary": name,
        "description": text,
        "parameters": [_parameter(name, schema, query) for name, schema in _properties(query).items()],
        "responses": {
            "200": {"description": "查到的内容。", "content": {"application/json": {"schema": _ref(answer)}}},
            **{
                status: {"description": words, "content": {"application/problem+json": {"schema": _ref(Problem)}}}
                for status, words in _PROBLEMS.items()
            },
        },
    }


def _properties(query: type[Paged]) -> dict[str, dict[str, Any]]:
    schema = query.model_json_schema()
    definitions = schema.get("$defs", {})
    return {name: _resolved(found, definitions) for name, found in schema["properties"].items()}


def _resolved(schema: Any, definitions: dict[str, Any]) -> Any:
    """Return a schema with what it refers to in place, and without the titles that pydantic makes of names."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _resolved(definitions[schema["$ref"].rpartition("/")[2]], definitions)
        return {key: _resolved(value, definitions) for key, value in schema.items() if key != "title"}
    return [_resolved(item, definitions) for item in schema] if isinstance(schema, list) else schema


def _parameter(name: str, schema: dict[str, Any], query: type[Paged]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": query.model_fields[name].is_required(),
        "description": schema.pop("description", ""),
        "schema": schema,
    }


def _schemas() -> dict[str, Any]:
    models: tuple[type[BaseModel], ...] = (Facts, Reports, Results, Problem)
    _, defined = models_json_schema([(model, "serialization") for model in models], ref_template=_REFS)
    schemas: dict[str, Any] = defined["$defs"]
    return schemas


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REFS.format(model=model.__name__)}
