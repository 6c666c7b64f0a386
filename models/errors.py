"""Everything that can go wrong, as one tree.

    ZhengheError
    ├── DocumentError           a file that cannot be used; the operator must send another      (ocr.pages.errors)
    ├── SubmissionError         a submission that is not what the inbox's format asks for       (models.form)
    ├── DecisionError           a decision that the rules forbid                                (models.review)
    ├── StorageError            the store or the database cannot keep what it was given         (models.store)
    ├── PermissionDenied        the person may not do this                                      (webqueue)
    ├── RequestError            a program's request that is not as the API describes it         (webqueue.api.errors)
    └── ConfigurationError      a setting that cannot work                                      (models.settings)

Every error carries a stable `code`, which programs and tests rely on, and a message for the person at the screen in
Chinese and English that ends with a way out. Messages never hold engine text, paths or personal data.
"""

from __future__ import annotations

from typing import ClassVar


class ZhengheError(Exception):
    """The root of all errors that a person may come to see."""

    code: ClassVar[str] = "UNEXPECTED"
    message_zh: ClassVar[str] = "系统遇到意外情况，本次操作未完成。请稍后重试；如仍出现，请联系系统管理员。"
    message_en: ClassVar[str] = (
        "Something unexpected happened and nothing was changed. Try again later, or ask the administrator."
    )

    def __init__(self, **details: object) -> None:
        """Keep `details`, the values that the messages' placeholders name."""
        super().__init__(self.code)
        self.details = details

    @property
    def chinese(self) -> str:
        """The message in Chinese, with its details filled in."""
        return self.message_zh.format(**self.details)

    @property
    def english(self) -> str:
        """The message in English, with its details filled in."""
        return self.message_en.format(**self.details)

    def __str__(self) -> str:
        return f"{self.code}: {self.english}"


class DocumentError(ZhengheError):
    """A file that cannot be used as a document."""

    code = "DOCUMENT_UNUSABLE"
    message_zh = "该文件无法使用。请重新上传清晰、完整的照片或PDF文件。"
    message_en = "This file cannot be used. Upload a clear and complete photo or PDF instead."


class SubmissionError(ZhengheError):
    """A submission whose form or folder is not as agreed."""

    code = "SUBMISSION_UNUSABLE"
    message_zh = "该申请的资料不完整。请补齐后重新提交。"
    message_en = "This submission is not complete. Complete it and send it again."


class DecisionError(ZhengheError):
    """A decision that the rules of review forbid."""

    code = "DECISION_FORBIDDEN"
    message_zh = "当前状态下不能作出该审核决定。请刷新页面后重试。"
    message_en = "This decision cannot be taken now. Reload the page and try again."


class StorageError(ZhengheError):
    """The store or the database cannot keep what it was given."""

    code = "STORAGE_FAILED"
    message_zh = "文件未能保存，系统没有作任何改动。请稍后重试；如仍出现，请联系系统管理员检查存储空间。"
    message_en = (
        "The file could not be kept, and nothing was changed. "
        "Try again later, or ask the administrator to check the storage."
    )


class PermissionDenied(ZhengheError):
    """The person may not do this."""

    code = "PERMISSION_DENIED"
    message_zh = "您没有权限进行此操作。如需办理，请联系系统管理员。"
    message_en = "You may not do this. Ask the administrator if you need to."


class RequestError(ZhengheError):
    """A program's request that is not as the API describes it."""

    code = "REQUEST_INVALID"
    message_zh = "请求内容与接口文档不符。请按 fields 中的说明更正后重新发送。"
    message_en = "The request is not as the API describes it. Correct what `fields` names and send it again."


class ConfigurationError(ZhengheError):
    """A setting that cannot work."""

    code = "CONFIGURATION_INVALID"
    message_zh = "系统设置有误：{setting}。请按说明文档更正后重新启动。"
    message_en = "A setting cannot work: {setting}. Correct it as the documentation says and start again."
