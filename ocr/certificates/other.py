"""Certificates of rarer registers: trade unions 工会, law firms 律师事务所, rural collectives, and others."""

from models.findings import DocumentType
from ocr.certificates.kind import CertificateKind

KIND = CertificateKind(
    type=DocumentType.OTHER_CERTIFICATE,
    titles=(
        "工会法人资格证书",
        "律师事务所执业许可证",
        "基层法律服务所执业证",
        "公证机构执业证",
        "司法鉴定许可证",
        "仲裁委员会登记证书",
        "农村集体经济组织登记证",
        "宗教活动场所登记证",
        "宗教活动场所法人登记证书",
        "境外非政府组织代表机构登记证书",
        "外国常驻新闻机构证",
        "组织机构代码证",
    ),
    name=("名称", "机构名称", "单位名称", "工会名称", "组织名称", "代表机构名称"),
    person=("法定代表人", "负责人", "主要负责人"),
    address=("住所", "地址", "机构地址", "场所地址"),
    authority=("发证机关", "登记机关", "登记管理机关", "颁证机关"),
    validity=("有效期限", "有效期", "有效期至"),
    others=("业务范围", "类型", "类别", "教别", "发证日期", "执业证号", "许可证号"),
)
