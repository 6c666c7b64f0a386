"""Electronic signatures on PDF specimens, by signers that do not exist, and files that were changed after signing."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def signed(content: bytes, signer: str, field: str = "Signature1") -> bytes:
    """Gives the PDF with an invisible signature of `signer` over all of it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    target = io.BytesIO()
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    signers.sign_pdf(
        writer, metadata, _signer(signer), new_field_spec=fields.SigFieldSpec(sig_field_name=field), output=target
    )
    return target.getvalue()


def changed_after_signing(content: bytes) -> bytes:
    """Gives the PDF with a line written over its first page and saved behind the signature, which stays as it was."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    line = b"q 1 1 1 rg 200 400 150 20 re f Q"
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=line)))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def changed_within(content: bytes) -> bytes:
    """Gives the PDF with a byte changed that the signature covers."""
    place = content.index(b"/MediaBox")
    digit = next(at for at in range(place, place + 60) if chr(content[at]) in "123456789")
    changed = b"1" if content[digit : digit + 1] != b"1" else b"2"
    return content[:digit] + changed + content[digit + 1 :]


@cache
def _signer(name: str) -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SIGNED_AT - timedelta(days=1))
        .not_valid_after(SIGNED_AT + timedelta(days=3650))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )
    return signers.SimpleSigner(
        signing_cert=Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        cert_registry=SimpleCertificateStore(),
    )
