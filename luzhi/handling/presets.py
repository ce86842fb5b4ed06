"""Rule sets of real bodies, with their sources, as a beginning for one's own."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.handling.limits import LimitField, read_limit
from luzhi.handling.models import RuleSet
from luzhi.records.services import create_record
from luzhi.records.values import shower_for

# Each holds what its source says and leaves open what it does not say.
PRESETS: dict[str, dict[str, Any]] = {
    "national-2018": {
        "name": "全国政协 2018",
        "clause": "全国政协提案工作条例 (2018) 第二条 (m.flt365.com, 2021-02-18); 委员履职客户端 (2021) 的提案表单;"
        " 不予立案情形 (cppcc.gov.cn, 2011-12-16)",
        "between_proposers": "individual joint party people committee",
        "title_pattern": "关于…的提案", "longest_text": 1500,
        "sign_ahead": "1天", "auto_submit": True, "silence": "no",
        "dispositions": "file merge opinions return",
        "ratings": "1 满意\n2 基本满意\n3 不满意", "unsatisfied": "3",
        "grounds": "1 涉及党和国家秘密\n2 国家明令禁止\n3 中共党员对党内有关组织、人事安排等方面有意见\n"
        "4 民主党派成员反映本组织内部问题\n5 进入民事、刑事、行政诉讼或者仲裁、复议程序\n6 属于学术研讨\n"
        "7 为本人或者亲属解决个人问题\n8 宣传、推介具体作品、产品\n9 指名举报\n10 内容空泛、没有具体建议",
    },
    "sichuan-2024": {
        "name": "四川 2024",
        "clause": "四川省 2024 年建议提案办理规定 (m.pouringspot.com, 2024-01-08)",
        "session_limit": "5个月", "between_limit": "3个月", "hard_stop": "6个月", "second_limit": "3个月",
        "rounds": 2, "after_rounds": "由办公室会同委员会组织面商",
    },
    "foping-2024": {
        "name": "佛坪县 2024",
        "clause": "佛坪县政府 2024 年建议提案办理通知 (foping.gov.cn, 2024-06)",
        "session_limit": "8月5日", "rolls": False,
        "classes": "A 已经解决或采纳\nB 列入计划解决\nC 留作参考",
        "followed": "B",
    },
    "city-2008": {
        "name": "某市 2008",
        "clause": "某市 2008 年提案办理办法 (fsou.net 17010450)",
        "objection_limit": "10天", "session_limit": "3个月", "extension": "1个月", "extensions": 1,
        "joint_limit": "1个月", "modes": "sole lead joint separate",
        "classes": "A 已经解决或基本解决\nB 正在解决\nC 因条件所限以后解决\nD 留作参考",
        "followed": "B C",
    },
}  # fmt: skip


def show_presets() -> list[dict[str, Any]]:
    """The presets as a page shows them: name, source, and each line with the label of its field."""
    skip = {"name", "clause"}
    return [
        {
            "key": key, "name": preset["name"], "clause": preset["clause"],
            "lines": [
                (RuleSet._meta.get_field(name).verbose_name, shower_for(RuleSet, name)(read(name, value)))  # type: ignore[union-attr]
                for name, value in preset.items() if name not in skip
            ],
        }
        for key, preset in PRESETS.items()
    ]  # fmt: skip


def read(name: str, value: Any) -> Any:
    """A line of a preset as its field wants it."""
    is_limit = isinstance(RuleSet._meta.get_field(name), LimitField)
    return read_limit(value) if is_limit else value


def take_preset(key: str, *, by: Actor) -> RuleSet:
    """Enter a preset as a draft of the body's own rules; nothing changes until it is put in force."""
    preset = PRESETS.get(key)
    if preset is None:
        raise Problem(_("There is no such preset."))
    values = {name: read(name, value) for name, value in preset.items()}
    rules = RuleSet(valid_from=timezone.localdate(), **values)
    return create_record(rules, by=by, state="draft")  # type: ignore[no-any-return]
