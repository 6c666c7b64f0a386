"""What is said where a life cycle forbids a step: stable codes, and messages that end with a way out."""

from __future__ import annotations

from models.errors import DecisionError


class StepForbidden(DecisionError):
    """There is no such move from this state."""

    code = "STEP_FORBIDDEN"
    message_zh = "当前状态为“{state}”，不能“{action}”。请刷新页面，按当前状态可办理的事项继续。"
    message_en = "This step is not possible in the current state. Reload the page and go on from what it offers."


class WrongParty(DecisionError):
    """The move is somebody else's."""

    code = "WRONG_PARTY"
    message_zh = "该事项由{parties}办理。如需办理，请联系对应人员。"
    message_en = "This step belongs to somebody else. Ask the person in charge of it."


class UploadBeforeComplete(DecisionError):
    """Attachments come after all mandatory fields."""

    code = "UPLOAD_BEFORE_COMPLETE"
    message_zh = "必填项尚未全部填写正确，暂不能上传附件。请先补全标出的各项。"
    message_en = "Attachments can be uploaded once all mandatory fields are right. Complete the marked fields first."


class SaveBeforeAttached(DecisionError):
    """Saving comes after both attachments."""

    code = "SAVE_BEFORE_ATTACHED"
    message_zh = "两项附件尚未全部上传，暂不能保存。请先上传告知承诺书和单位登记证书。"
    message_en = "Upload both attachments before saving: the commitment letter and the registration certificate."


class SubmitBeforeSave(DecisionError):
    """Registering comes after saving."""

    code = "SUBMIT_BEFORE_SAVE"
    message_zh = "申请尚未保存，不能注册。请先点击“保存”，再点击“注册”。"
    message_en = "Save the application first, then register."


class ReadingUnfinished(DecisionError):
    """The documents have not been read."""

    code = "NOT_VERIFIED"
    message_zh = "附件尚未核验完毕。请稍候，看过核验结果后再办理。"
    message_en = "The attachments are still being read. Wait a moment and look at the findings first."


class ChecksFailed(DecisionError):
    """Some check failed, and nobody has said to go on all the same."""

    code = "CHECKS_FAILED"
    message_zh = "核验发现不通过项。请更换附件或更正填写；如确认无误，请勾选“仍要提交”并说明原因。"
    message_en = "Some checks failed. Replace the document or correct the form, or say why you submit all the same."


class IdentityRuleBroken(DecisionError):
    """The rule of the five fields forbids it."""

    code = "IDENTITY_RULE"
    message_zh = "经办人信息与本单位已有账号的关系不符合规定。请按提示修改，或联系审核单位人工处理。"
    message_en = "The operator's fields do not go with the unit's existing account. Correct them, or ask the reviewers."


class OtherApplicationOpen(DecisionError):
    """The same unit and operator have another application under review."""

    code = "OTHER_APPLICATION_OPEN"
    message_zh = "本单位的该经办人已有一份申请正在审核。请等待其办结，或先撤回。"
    message_en = "This unit and operator have another application under review. Wait for its outcome or withdraw it."


class Frozen(DecisionError):
    """What was handed in cannot be changed."""

    code = "FROZEN"
    message_zh = "当前状态为“{state}”，内容已锁定，不能修改。如需修改，请先撤回，或等待退回。"
    message_en = "What was handed in is locked. Withdraw it, or wait until it is returned, to change it."


class NotSubmitted(DecisionError):
    """There is nothing to decide on."""

    code = "NOT_SUBMITTED"
    message_zh = "该申请尚未提交，不能审核。请等待提交后再办理。"
    message_en = "It has not been submitted yet. Wait until it is."


class AlreadyDecided(DecisionError):
    """It has been decided on."""

    code = "TERMINAL"
    message_zh = "该申请已有审核结论，不能再次审核。如需变更，请联系系统管理员。"
    message_en = "It has been decided on. Ask the administrator if that has to change."


class AccountOpened(DecisionError):
    """The approval has opened an account, so it cannot be taken back."""

    code = "ACCOUNT_OPENED"
    message_zh = "该单位的账号已经开通，不能撤销审核。如需停止使用，请联系系统管理员停用账号。"
    message_en = "The account is open, so the approval cannot be taken back. Ask the administrator to suspend it."


class ForeignArea(DecisionError):
    """The application belongs to another pooling area."""

    code = "FORBIDDEN_AREA"
    message_zh = "该申请不属于您负责的统筹区。请由对应统筹区的人社部门审核。"
    message_en = "This application belongs to another pooling area. Leave it to the reviewers of that area."


class OwnApplication(DecisionError):
    """Nobody decides on what is their own."""

    code = "OWN_APPLICATION"
    message_zh = "不能办理本人的申报。请由本单位其他经办人办理。"
    message_en = "Nobody may take this step on an own application. Ask another operator of the unit."


class ReasonRequired(DecisionError):
    """The step needs a reason."""

    code = "REASON_REQUIRED"
    message_zh = "“{action}”须填写不少于5个字的审核意见。请写明原因及改正办法后再保存。"
    message_en = "This step needs a reason of at least five characters. Say what is wrong and how to mend it."


class RejectedFinal(DecisionError):
    """Rejected is final for the year."""

    code = "REJECTED_FINAL"
    message_zh = "该申报已审核不通过，本年度不能再次提交。如有疑问，请联系所在单位。"
    message_en = "This application was rejected and cannot be submitted again this year. Ask the employer about it."


class NotPassed(DecisionError):
    """The initial review has not been passed."""

    code = "NOT_PASSED"
    message_zh = "该申报当前为“{state}”，未通过所在单位初审。请先完成初审。"
    message_en = "The employer's initial review has not been passed. Complete it first."


class PublicityRequired(DecisionError):
    """The publicity has not been passed."""

    code = "PUBLICITY_REQUIRED"
    message_zh = "该申报当前为“{state}”，尚未公示通过。请先完成公示并保存公示结果。"
    message_en = "The publicity has not been passed. Complete it and save its result first."


class PublicityFailed(DecisionError):
    """The publicity ended against the applicant."""

    code = "PUBLICITY_FAILED"
    message_zh = "该申报公示结果为不通过，不能推荐上报。可更正的，请退回申报人修改后重新初审和公示。"
    message_en = "The publicity failed, so there is no recommendation. Return it to the applicant to be mended."


class PublicityNotExpired(DecisionError):
    """The last day has not ended."""

    code = "PUBLICITY_NOT_EXPIRED"
    message_zh = "公示期尚未届满。请在公示截止日期的次日起办理。"
    message_en = "The publicity has not ended. Come back on the day after its last day."


class PublicityLocked(DecisionError):
    """A publicity that has begun is not changed."""

    code = "PUBLICITY_LOCKED"
    message_zh = "公示已经开始，不能修改。如内容有误，请取消本次公示并重新公示。"
    message_en = "The publicity has begun and cannot be changed. Cancel it and publish anew if something is wrong."


class ObjectionOpen(DecisionError):
    """An objection has not been resolved."""

    code = "OBJECTION_OPEN"
    message_zh = "该申报有尚未处理的异议。请先调查并填写处理报告。"
    message_en = "There is an objection that has not been resolved. Look into it and write the report first."


class ObjectionTooLate(DecisionError):
    """The objection came after the last day."""

    code = "OBJECTION_TOO_LATE"
    message_zh = "异议收到日期不在公示期内。请核对日期；期满后的反映请向上级单位提出。"
    message_en = "The objection was not received within the publicity. Check the date, or turn to the superior unit."


class ReportRequired(DecisionError):
    """The step needs a report of what was found."""

    code = "REPORT_REQUIRED"
    message_zh = "须填写调查处理报告。请写明调查经过和结论后再保存。"
    message_en = "A report is needed. Say what was looked into and what came out, then save."


class YearDiffers(DecisionError):
    """The applicant's year is another one."""

    code = "YEAR_DIFFERS"
    message_zh = "所选申报的年度与上报年度不一致。请按年度重新查询后选择。"
    message_en = "The application is of another year. Search by year and choose again."


class SuperiorUnknown(DecisionError):
    """The superior unit is not in the list, or is the unit itself."""

    code = "SUPERIOR_UNKNOWN"
    message_zh = "上级单位不在名单中，或就是本单位。请从名单中选择；如缺少，请联系系统管理员添加。"
    message_en = "The superior unit is not in the list, or is this unit. Choose from the list or ask the administrator."


class AlreadyReceived(DecisionError):
    """The superior unit has opened it."""

    code = "ALREADY_RECEIVED"
    message_zh = "上级单位已接收，不能撤回。如需修改，请联系上级单位退回。"
    message_en = "The superior unit has received it, so it cannot be withdrawn. Ask them to return it."


class NotReceived(DecisionError):
    """Nobody has received it yet."""

    code = "NOT_RECEIVED"
    message_zh = "该上报尚未接收，不能审核。请先接收。"
    message_en = "It has not been received yet. Receive it first."


class BatchIncomplete(DecisionError):
    """The publicity lacks something."""

    code = "PUBLICITY_INCOMPLETE"
    message_zh = "公示信息不完整。请选择申报人，并填写单位联系人、联系电话和公示开始日期。"
    message_en = "The publicity is not complete. Choose applicants; give contact, telephone and first day."


class ApplicationsClosed(DecisionError):
    """The closing day of the year has passed."""

    code = "APPLICATIONS_CLOSED"
    message_zh = "本年度申报截止日期已过，不能再提交。确有特殊情况的，请联系所在单位或统筹区人社部门。"
    message_en = "The closing day of this year has passed. Ask the employer or the reviewing unit in a special case."


class TooFewDays(DecisionError):
    """The publicity is too short."""

    code = "PUBLICITY_TOO_SHORT"
    message_zh = "公示工作日天数少于规定。请按不少于规定的天数填写。"
    message_en = "The publicity is shorter than is allowed. Give at least the number of working days that is set."


class StartsTooEarly(DecisionError):
    """The publicity would begin before the review."""

    code = "PUBLICITY_TOO_EARLY"
    message_zh = "公示开始日期早于初审通过日期。请选择初审通过当日或之后的日期。"
    message_en = "The publicity begins before the review was passed. Choose that day or a later one."


class ResultsMissing(DecisionError):
    """Somebody's result has not been given."""

    code = "RESULT_MISSING"
    message_zh = "尚有申报人未填写公示结果。请逐人选择“通过”或“不通过”。"
    message_en = "Somebody's result is missing. Choose passed or failed for each person."


class NobodyChosen(DecisionError):
    """No applicant was chosen."""

    code = "NOBODY_CHOSEN"
    message_zh = "还没有选择申报人。请至少选择一人后再办理。"
    message_en = "Nobody was chosen. Choose at least one applicant."


class NotOverdue(DecisionError):
    """Nothing has waited long enough to remind anybody."""

    code = "NOT_OVERDUE"
    message_zh = "尚未到提醒时间。请等待系统按设置的天数提醒。"
    message_en = "It is too early to remind anybody. The system does so after the days that are set."
