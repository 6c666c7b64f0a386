"""基金会法人登记证书: the foundation's certificate; 基金会管理条例."""

from models.findings import DocumentType
from ocr.certificates.kind import CertificateKind

KIND = CertificateKind(
    type=DocumentType.FOUNDATION_CERTIFICATE,
    titles=("基金会法人登记证书", "慈善组织(基金会)登记证书"),
    name=("名称", "基金会名称"),
    person=("法定代表人",),
    address=("住所",),
    authority=("发证机关", "登记管理机关", "登记机关"),
    validity=("有效期限", "有效期", "证书有效期"),
    others=("业务范围", "类型", "原始基金数额", "业务主管单位", "发证日期", "宗旨"),
)
