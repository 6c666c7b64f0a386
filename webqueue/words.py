"""What things are called on the pages."""

from __future__ import annotations

from models.findings import CheckId, DocumentType, SealColour, SealOwner, SealShape, Slot, Verdict
from models.form import Relation
from models.reading_work import WorkState
from models.review import Outcome
from models.steps.reviewing import ReviewOutcome
from models.submissions import SubmissionState

CHECKS = {
    CheckId.FORM: "申请表",
    CheckId.CERTIFICATE_TYPE: "证书类型",
    CheckId.CREDIT_CODE: "统一社会信用代码",
    CheckId.UNIT_NAME: "单位名称",
    CheckId.CERTIFICATE_SEAL: "证书公章",
    CheckId.MARKING: "用途标注",
    CheckId.VALIDITY: "有效期",
    CheckId.POOLING_AREA: "统筹区",
    CheckId.LETTER_TYPE: "承诺书文件",
    CheckId.LETTER_FIELDS: "承诺书填写",
    CheckId.LETTER_SEAL: "承诺书公章",
    CheckId.OPERATOR_IDENTITY: "经办人信息",
    CheckId.INTEGRITY: "真实性",
}
VERDICTS = {
    Verdict.FAIL: "不通过",
    Verdict.REVIEW: "需人工复核",
    Verdict.PASS: "通过",
    Verdict.NOT_CHECKED: "未核验",
}
CASE_VERDICTS = {Verdict.FAIL: "有不通过项", Verdict.REVIEW: "需人工复核", Verdict.PASS: "全部通过"}
STATES = {
    SubmissionState.READING: "核验中",
    SubmissionState.PENDING: "待审核",
    SubmissionState.APPROVED: "审核通过",
    SubmissionState.RETURNED: "已退回",
    SubmissionState.REJECTED: "审核不通过",
}
OUTCOMES = {Outcome.APPROVED: "审核通过", Outcome.RETURNED: "退回", Outcome.REJECTED: "审核不通过"}
INITIAL_REVIEWS = {
    ReviewOutcome.PASSED: "审核通过",
    ReviewOutcome.RETURNED: "退回",
    ReviewOutcome.REJECTED: "审核不通过",
}
SLOTS = {Slot.CERTIFICATE: "单位登记证书", Slot.LETTER: "用户告知承诺书"}
DOCUMENT_TYPES = {
    DocumentType.BUSINESS_LICENCE: "营业执照",
    DocumentType.INSTITUTION_CERTIFICATE: "事业单位法人证书",
    DocumentType.SOCIAL_ORGANISATION_CERTIFICATE: "社会团体法人登记证书",
    DocumentType.PRIVATE_NON_ENTERPRISE_CERTIFICATE: "民办非企业单位登记证书",
    DocumentType.FOUNDATION_CERTIFICATE: "基金会法人登记证书",
    DocumentType.CREDIT_CODE_CERTIFICATE: "统一社会信用代码证书",
    DocumentType.OTHER_CERTIFICATE: "其他登记证书",
    DocumentType.COMMITMENT_LETTER: "用户告知承诺书",
    DocumentType.OTHER: "未能识别的文件",
    DocumentType.BLANK: "空白页",
}
SEAL_OWNERS = {
    SealOwner.UNIT: "单位公章",
    SealOwner.SPECIAL: "专用章或部门章",
    SealOwner.AUTHORITY: "登记机关印章",
    SealOwner.OTHER: "其他单位的印章",
    SealOwner.UNKNOWN: "未能确认归属的印章",
}
SEAL_SHAPES = {SealShape.ROUND: "圆形", SealShape.OVAL: "椭圆形", SealShape.SQUARE: "方形"}
SEAL_COLOURS = {SealColour.RED: "红色", SealColour.BLUE: "蓝色", SealColour.BLACK: "黑色（可能是复印件）"}
CHOSEN_FILE = "所选文件"
"""The file of a form that asks for one."""
RELATIONS = {Relation.NEW: "单位尚无账号", Relation.SAME: "与原经办人相同", Relation.DIFFERENT: "与原经办人不同"}
WORK_STATES = {
    WorkState.PENDING: "等待读取",
    WorkState.CLAIMED: "正在读取",
    WorkState.DONE: "已读完",
    WorkState.FAILED: "无法读取",
}
ROLES = {
    "reviewer": "审核人",
    "supervisor": "审核主管",
    "auditor": "审计员",
    "operator": "经办人",
    "administrator": "系统管理员",
    "applicant": "申报人",
    "registrant": "注册申请人",
    "system": "系统",
}
FLOWS = {
    "try-rules": "规则试算",
    "nightly": "夜间核验",
    "intake": "收件",
    "verify-submission": "单件核验",
    "verify-batch": "成批读取",
    "publicity-clock": "公示期满与提醒",
    "housekeeping": "日常维护",
    "backup": "备份",
}
RUN_COUNTS = {
    "taken": "收件",
    "deferred": "留待下次",
    "documents": "附件",
    "attachments": "申报人附件",
    "verified": "核验完毕",
    "unfinished": "未完成",
    "expired": "公示期满",
    "reminded": "已提醒",
    "delivered": "已送达",
    "mailed": "已发邮件",
    "not_mailed": "未发出的邮件",
    "failed": "失败",
    "trials": "规则试算",
    "lost": "中断的批次",
    "forgotten": "清除的记录",
    "answers": "清除的接口应答",
    "free_megabytes": "剩余空间（MB）",
    "contents": "文件",
    "bytes": "字节",
}
"""What a run counts, by the names under which it is recorded."""
ACTIONS = {
    "take_in": "收到资料",
    "resubmit": "更换附件后重新提交",
    "clear": "清除附件和个人信息",
    "verify": "核验完成",
    "decide": "作出审核决定",
    "take_over": "接手审核",
    "approve_first": "第一人同意通过",
    "withdraw_first": "撤回同意",
    "correct": "更正读数",
    "undo": "撤回决定",
    "bundle": "下载证据包",
    "disclose": "查看经办人完整号码",
    "defer": "暂缓",
    "note": "内部备注",
    "question": "询问经办人",
    "answer": "经办人答复",
}

_CONFIDENCE = ((0.95, "很有把握"), (0.8, "较有把握"), (0.5, "把握不大"))


def confidence_words(confidence: float) -> str:
    """How sure the machine is, in words; `confidence` is from 0 to 1."""
    return next((words for least, words in _CONFIDENCE if confidence >= least), "没有把握")
