"""What an operator is told about a check that did not pass."""

from __future__ import annotations

import re
from collections.abc import Callable

from models.findings import CheckId
from webqueue.cases.checks import CheckShown

HOW_TO_MEND = {
    CheckId.FORM: "申请表的内容请在注册系统中更正；附件有误的，在本页更换。",
    CheckId.CERTIFICATE_TYPE: "请上传本单位的登记证书（营业执照、法人证书等）复印件，拍照时四边完整、文字清楚。",
    CheckId.CREDIT_CODE: "请核对证书上的统一社会信用代码，并确保上传的证书属于本单位、代码清晰可辨。",
    CheckId.UNIT_NAME: "请核对证书上的单位名称，并确保上传的是本单位现行有效的证书。",
    CheckId.CERTIFICATE_SEAL: (
        "请在证书复印件的空白处加盖本单位公章，名称与证书一致；专用章、部门章和证书上原有的登记机关印章都不能代替。"
    ),
    CheckId.MARKING: "请在证书复印件上写明“仅供注册职称评审系统账号使用”，字迹清楚，一字不缺，再重新拍照或扫描。",
    CheckId.VALIDITY: "请上传在有效期内的证书；已换证的，上传新证。",
    CheckId.POOLING_AREA: "请核对所选统筹区与证书上的登记机关、住所是否一致。",
    CheckId.LETTER_TYPE: "请下载《湖南人社公共服务网上服务大厅用户告知承诺书》，填写后上传。",
    CheckId.LETTER_FIELDS: "请把承诺书各项填写齐全，与申请表一致，并注明日期。",
    CheckId.LETTER_SEAL: "请在承诺书落款处加盖本单位公章，印文清楚，不要被遮挡。",
    CheckId.OPERATOR_IDENTITY: "请核对经办人的姓名、身份证号码、手机号码和用户名。",
    CheckId.INTEGRITY: "请上传原件复印后直接拍摄或扫描的文件，不要使用经过编辑的图片。",
}
TO_REVIEWER = re.compile(r"[，、；]?[请需]?(?:由审核人)?人工[^，。；]*| ?\bCheck\b[^.]*\bby hand\b[^.]*\.")
"""What a check asks of the reviewer, in each of the languages."""


def problem_for_operator(check: CheckShown, say: Callable[[str], str] = str) -> str:
    """What is wrong, without what the check asks of the reviewer; `say` puts a sentence into the reader's language."""
    if not details_are_for_operators(check):
        return say("附件的真实性需要核实。")
    return TO_REVIEWER.sub("", say(check.message))


def sentence_for_operator(check: CheckShown) -> str:
    """What is wrong, and how to mend it where the check's own words do not say so."""
    problem = problem_for_operator(check)
    return problem if problem == check.message else problem + HOW_TO_MEND[check.id]


def details_are_for_operators(check: CheckShown) -> bool:
    """Whether an operator may read what was found: signs of tampering name other people's submissions."""
    return check.id is not CheckId.INTEGRITY
