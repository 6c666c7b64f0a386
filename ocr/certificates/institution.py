"""事业单位法人证书: the public institution's certificate; 事业单位登记管理暂行条例 art. 8, five years of validity."""

from models.findings import DocumentType
from ocr.certificates.kind import CertificateKind

KIND = CertificateKind(
    type=DocumentType.INSTITUTION_CERTIFICATE,
    titles=("事业单位法人证书",),
    name=("名称", "单位名称"),
    person=("法定代表人",),
    address=("住所",),
    authority=("登记管理机关", "登记机关"),
    validity=("有效期", "有效期限", "证书有效期"),
    others=("宗旨和业务范围", "经费来源", "开办资金", "举办单位", "宗旨和", "业务范围"),
    always_valid_until=True,
)
