"""民办非企业单位登记证书: (法人), (合伙) or (个体); some are titled 社会服务机构. 登记管理暂行条例 art. 12."""

from models.findings import DocumentType
from ocr.certificates.kind import CertificateKind

KIND = CertificateKind(
    type=DocumentType.PRIVATE_NON_ENTERPRISE_CERTIFICATE,
    titles=(
        "民办非企业单位登记证书",
        "民办非企业单位(法人)登记证书",
        "民办非企业单位(合伙)登记证书",
        "民办非企业单位(个体)登记证书",
        "社会服务机构登记证书",
        "社会服务机构法人登记证书",
    ),
    name=("名称", "单位名称"),
    person=("法定代表人", "负责人"),
    address=("住所",),
    authority=("发证机关", "登记管理机关", "登记机关"),
    validity=("有效期限", "有效期", "证书有效期"),
    others=("业务范围", "开办资金", "注册资金", "业务主管单位", "发证日期", "宗旨"),
)
