"""社会团体法人登记证书: the social organisation's certificate; 社会团体登记管理条例 art. 12."""

from models.findings import DocumentType
from ocr.certificates.kind import CertificateKind

KIND = CertificateKind(
    type=DocumentType.SOCIAL_ORGANISATION_CERTIFICATE,
    titles=("社会团体法人登记证书", "社会团体登记证书"),
    name=("名称",),
    person=("法定代表人",),
    address=("住所",),
    authority=("发证机关", "登记管理机关", "登记机关"),
    validity=("有效期限", "有效期", "证书有效期"),
    others=("业务范围", "活动地域", "注册资金", "活动资金", "业务主管单位", "发证日期", "宗旨"),
)
