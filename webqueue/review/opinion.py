"""The opinion (审核意见) before the reviewer edits it, and sentences to put into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.submissions import IntakeProblem
from webqueue.cases.advice import sentence_for_operator
from webqueue.cases.checks import CheckShown


@dataclass(frozen=True)
class ReasonTemplate:
    """A usual reason, and the sentence that tells an operator what to do."""

    title: str
    sentence: str


REASON_TEMPLATES = (
    ReasonTemplate(
        "代码或名称与证书不符", "填写的统一社会信用代码或单位名称与登记证书不一致，请按登记证书更正后重新提交。"
    ),
    ReasonTemplate("证书过期", "登记证书已超过有效期，请上传在有效期内的登记证书。"),
    ReasonTemplate("承诺书未填全", "用户告知承诺书填写不完整，请把各项填写齐全、注明日期后重新上传。"),
    ReasonTemplate(
        "未盖公章或盖专用章", "请在登记证书复印件和承诺书上加盖与单位名称一致的单位公章，专用章、部门章无效。"
    ),
    ReasonTemplate("未标注用途", "请在登记证书复印件上注明“仅供注册职称评审系统账号使用”后重新上传。"),
    ReasonTemplate("图像不清", "上传的图片模糊、反光或不完整，请在光线充足处正对原件重新拍摄或扫描。"),
    ReasonTemplate("统筹区选错", "所选统筹区与登记机关或住所不一致，请重新选择统筹区。"),
    ReasonTemplate("经办人信息不一致", "承诺书上的经办人信息与填写的不一致，请核对姓名、身份证号码和手机号码。"),
    ReasonTemplate("附件传错", "两项附件的位置传错或重复，请分别上传登记证书复印件和用户告知承诺书。"),
)


def suggested_opinion(checks: Iterable[CheckShown], problems: Iterable[IntakeProblem]) -> str:
    """What is wrong, numbered, in the words of the checks that did not pass and of what could not be taken in."""
    sentences = [problem.message for problem in problems]
    sentences.extend(sentence_for_operator(check) for check in checks if check.flagged)
    different = list(dict.fromkeys(sentences))
    if len(different) < 2:
        return "".join(different)
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(different, 1))
