"""营业执照: the business licence, in the landscape edition of 2019 and the portrait ones before it.

Labels by 市场主体登记管理条例实施细则 art. 6 and 23; a term (营业期限) has not been obligatory since 2022-03-01.
"""

from models.findings import DocumentType
from ocr.certificates.kind import CertificateKind

KIND = CertificateKind(
    type=DocumentType.BUSINESS_LICENCE,
    titles=("营业执照",),
    name=("名称", "企业名称", "字号名称", "字号"),
    person=("法定代表人", "负责人", "经营者", "投资人", "执行事务合伙人", "经营者姓名"),
    address=("住所", "经营场所", "主要经营场所", "营业场所"),
    authority=("登记机关",),
    validity=("营业期限", "经营期限", "合伙期限"),
    others=(
        "类型",
        "主体类型",
        "组成形式",
        "经营范围",
        "业务范围",
        "注册资本",
        "注册资金",
        "出资额",
        "成员出资总额",
        "成立日期",
        "注册日期",
        "重要提示",
    ),
)
