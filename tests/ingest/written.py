"""The text of a whole annual report of an invented agency, as a government page publishes it."""

from __future__ import annotations

from knowledge.forms import form

AGENCY = "云溪市林业局"


def report_text(agency: str = AGENCY, year: int = 2024, granted: int = 6, carried_out: int = 1) -> str:
    """Return a report in which all sums hold. ``granted`` requests of natural persons came in and were granted."""
    new = granted + carried_out
    cells = {
        "requests.new": new,
        "outcomes.granted": granted,
        "outcomes.total": granted,
        "requests.carried_out": carried_out,
    }
    lines = [
        f"{agency}{year}年政府信息公开工作年度报告",
        f"根据《中华人民共和国政府信息公开条例》的规定，{agency}编制了本报告。数据统计期限为{year}年1月1日至12月31日。",
        "一、总体情况",
        "（一）主动公开情况",
        f"全年通过门户网站公开信息{900 + granted}条。",
        "（二）依申请公开情况",
        f"全年新收政府信息公开申请{new}件。",
        "二、主动公开政府信息情况",
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
        "规章 | 0 | 0 | 0 |",
        "行政规范性文件 | 2 | 1 | 12 |",
        "信息内容 | 本年处理决定数量 |",
        "行政许可 | 31 |",
        "行政处罚 | 5 |",
        "行政强制 | 0 |",
        "信息内容 | 本年收费金额（单位：万元） |",
        "行政事业性收费 | 1.5 |",
        "三、收到和处理政府信息公开申请情况",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |",
        "自然人 | 法人或其他组织 | 总计 |",
        "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
    ]
    group = ""
    for row in form("2021").table("requests").rows:
        value = cells.get(row.id, 0)
        label = " | ".join(dict.fromkeys([*row.groups, f"{row.mark}{row.label}"]))
        above = " | ".join(row.groups)
        label = f"{row.mark}{row.label}" if above == group and above else label
        group = above
        lines.append(f"{label} | {value} | 0 | 0 | 0 | 0 | 0 | {value} |")
    lines += [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议 | 行政诉讼 |",
        "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |",
        "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |",
        " | ".join(["0"] * 15) + " |",
        "五、存在的主要问题及改进情况",
        "公开的渠道还不够多。下一步将增加公开渠道。",
        "六、其他需要报告的事项",
        "没有其他需要报告的事项。",
    ]
    return "\n".join(lines) + "\n"
