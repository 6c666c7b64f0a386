"""统一社会信用代码证书: the certificate of organs and mass organisations; neither capital nor business scope."""

from models.findings import DocumentType
from ocr.certificates.kind import CertificateKind

KIND = CertificateKind(
    type=DocumentType.CREDIT_CODE_CERTIFICATE,
    titles=("统一社会信用代码证书", "基层群众性自治组织特别法人统一社会信用代码证书"),
    name=("机构名称", "名称", "单位名称"),
    person=("负责人", "法定代表人"),
    address=("机构地址", "地址", "住所"),
    authority=("赋码机关", "颁发机关", "发证机关", "登记管理机关", "登记机关"),
    validity=("有效期至", "有效期", "有效期限"),
    others=("机构性质", "颁发日期", "赋码日期", "发证日期"),
)
