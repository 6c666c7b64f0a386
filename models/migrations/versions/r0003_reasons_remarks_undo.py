"""The catalogue of reasons, remarks, and decisions that can be undone."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REASONS = (
    (
        "returned",
        "credit_code",
        "代码或名称与证书不符",
        "填写的统一社会信用代码或单位名称与登记证书不一致，请按登记证书更正后重新提交。",
    ),
    ("returned", "validity", "证书过期", "登记证书已超过有效期，请上传在有效期内的登记证书。"),
    (
        "returned",
        "letter_fields",
        "承诺书未填全",
        "用户告知承诺书填写不完整，请把各项填写齐全、注明日期后重新上传。",
    ),
    (
        "returned",
        "certificate_seal",
        "未盖公章或盖专用章",
        "请在登记证书复印件和承诺书上加盖与单位名称一致的单位公章，专用章、部门章无效。",
    ),
    (
        "returned",
        "marking",
        "复印件未标注用途",
        "请在登记证书复印件上注明“仅供注册职称评审系统账号使用”后重新上传。",
    ),
    ("returned", None, "图像不清", "上传的图片模糊、反光或不完整，请在光线充足处正对原件重新拍摄或扫描。"),
    ("returned", "pooling_area", "统筹区选错", "所选统筹区与登记机关或住所不一致，请重新选择统筹区。"),
    (
        "returned",
        "operator_identity",
        "经办人信息不一致",
        "承诺书上的经办人信息与填写的不一致，请核对姓名、身份证号码和手机号码。",
    ),
    (
        "returned",
        "certificate_type",
        "附件传错",
        "两项附件的位置传错或重复，请分别上传登记证书复印件和用户告知承诺书。",
    ),
    ("rejected", None, "不属本统筹区", "该单位不属于本统筹区管理范围，请向登记机关所在地的统筹区申请。"),
    ("rejected", None, "已有账号", "该单位已有账号，请由原经办人登录使用；需要更换经办人的，按更换经办人的规定办理。"),
    ("rejected", "integrity", "资料不实", "提交的资料经核实与事实不符，不予通过。如有异议，请携带原件到审核单位说明。"),
    ("approved", None, "已人工核对", "已逐项对照图片人工核对，内容一致，机器未能可靠识别。"),
    ("approved", None, "已电话核实", "已电话向单位核实，情况属实。"),
    ("approved", None, "已查验原件", "已查验原件，与提交的资料一致。"),
)
"""Outcome, the check whose failure suggests it, title, sentence."""


def upgrade() -> None:
    """Make the tables, fill the catalogue, and let decisions be undone."""
    catalogue = _create_reason()
    moment = dt.datetime.now(dt.UTC)
    op.bulk_insert(
        catalogue,
        [
            {
                "outcome": outcome,
                "check": check,
                "title": title,
                "sentence": text,
                "position": place,
                "added_at": moment,
            }
            for place, (outcome, check, title, text) in enumerate(REASONS, 1)
        ],
    )
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint(op.f("uq_decision_submission_id_revision"), type_="unique")
        decision.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
        decision.add_column(sa.Column("undone_by", sa.Integer(), nullable=True))
        decision.create_foreign_key(op.f("fk_decision_undone_by_account"), "account", ["undone_by"], ["id"])
        decision.create_check_constraint(
            op.f("ck_decision_undone_by_somebody"), "(undone_at is null) = (undone_by is null)"
        )
    op.create_index(
        "uq_decision_standing",
        "decision",
        ["submission_id", "revision"],
        unique=True,
        sqlite_where=sa.text("undone_at is null"),
        postgresql_where=sa.text("undone_at is null"),
    )
    op.create_index("ix_decision_decided_at", "decision", ["decided_at"])
    op.create_index("ix_decision_reviewer_id_decided_at", "decision", ["reviewer_id", "decided_at"])
    _create_decision_reason()
    _create_remark()


def downgrade() -> None:
    """Remove the tables; decisions that were undone go with what made them so, and stay in the events."""
    op.drop_table("remark")
    op.drop_table("decision_reason")
    op.drop_table("reason")
    for index in ("uq_decision_standing", "ix_decision_decided_at", "ix_decision_reviewer_id_decided_at"):
        op.drop_index(index, table_name="decision")
    op.execute("DELETE FROM decision WHERE undone_at IS NOT NULL")
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint(op.f("ck_decision_undone_by_somebody"), type_="check")
        decision.drop_constraint(op.f("fk_decision_undone_by_account"), type_="foreignkey")
        decision.drop_column("undone_by")
        decision.drop_column("undone_at")
        decision.create_unique_constraint(op.f("uq_decision_submission_id_revision"), ["submission_id", "revision"])


def _create_reason() -> sa.Table:
    table = op.create_table(
        "reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("check", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("outcome in ('approved', 'returned', 'rejected')", name=op.f("ck_reason_outcome_known")),
        sa.CheckConstraint("length(trim(title)) > 0 and length(trim(sentence)) > 0", name=op.f("ck_reason_has_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason")),
    )
    op.create_index("ix_reason_outcome_position", "reason", ["outcome", "position"])
    return table


def _create_decision_reason() -> None:
    op.create_table(
        "decision_reason",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_reason_decision_id_decision")),
        sa.ForeignKeyConstraint(["reason_id"], ["reason.id"], name=op.f("fk_decision_reason_reason_id_reason")),
        sa.PrimaryKeyConstraint("decision_id", "reason_id", name=op.f("pk_decision_reason")),
    )
    op.create_index("ix_decision_reason_reason_id", "decision_reason", ["reason_id"])


def _create_remark() -> None:
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('note', 'question', 'answer')", name=op.f("ck_remark_kind_known")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_remark_has_words")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_remark_author_id_account")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_remark_submission_id_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index("ix_remark_submission_id", "remark", ["submission_id"])
