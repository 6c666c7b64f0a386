"""All tables of this version, by importing every module that declares one."""

from __future__ import annotations

from sqlalchemy import MetaData

from models import (
    accounts,
    api_answers,
    api_tokens,
    applications,
    attachment_readings,
    audit,
    case_mails,
    clearings,
    corrections,
    deletion_certificates,
    documents,
    email_addresses,
    employers,
    first_approvals,
    histories,
    impressions,
    operation,
    outside_identities,
    page_prints,
    publicities,
    reading_work,
    reasons,
    recommendations,
    registrations,
    remarks,
    review,
    rule_trials,
    runs,
    saved_filters,
    second_factors,
    standing,
    submissions,
    verifications,
    webhooks,
    year_rules,
)
from models.base import Base

MODULES = (
    accounts,
    api_answers,
    api_tokens,
    applications,
    attachment_readings,
    audit,
    case_mails,
    clearings,
    corrections,
    deletion_certificates,
    documents,
    email_addresses,
    employers,
    first_approvals,
    histories,
    impressions,
    operation,
    outside_identities,
    page_prints,
    publicities,
    reading_work,
    reasons,
    recommendations,
    registrations,
    remarks,
    review,
    rule_trials,
    runs,
    saved_filters,
    second_factors,
    standing,
    submissions,
    verifications,
    webhooks,
    year_rules,
)


def all_tables() -> MetaData:
    """The tables as the models declare them."""
    return Base.metadata
