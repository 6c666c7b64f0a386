"""Applications, publicities and recommendations put together for programs."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.applications import TitleApplication, attachments_of, reviews_of
from models.employers import Employer
from models.histories import steps_of
from models.life_cycles.application import ApplicationState
from models.life_cycles.recommendation import RecommendationState
from models.privacy.masking import mask_id_number, mask_mobile
from models.publicities import PublicityBatch, PublicityEntry, entries_of, objections_to
from models.recommendations import Recommendation, RecommendationEntry, SuperiorUnit, people_of
from models.review import Outcome
from webqueue.api.shapes.common import steps_answer
from webqueue.api.shapes.employers import (
    ApplicationAnswer,
    AttachmentAnswer,
    InitialReviewAnswer,
    ObjectionAnswer,
    PublicisedAnswer,
    PublicityAnswer,
    PublicityDetails,
    RecommendationAnswer,
    RecommendationDetails,
    RecommendedAnswer,
    applicant_answer,
)


def application_answer(session: Session, application: TitleApplication) -> ApplicationAnswer:
    """An application with all that belongs to it."""
    return ApplicationAnswer(
        **dict(applicant_answer(application)),
        id_number=mask_id_number(application.id_number),
        mobile=mask_mobile(application.mobile),
        details=application.details,
        attachments=[AttachmentAnswer.model_validate(file) for file in attachments_of(session, application.id)],
        reviews=[InitialReviewAnswer.model_validate(review) for review in reviews_of(session, application.id)],
        history=steps_answer(steps_of(session, "application", application.id)),
    )


def publicity_details(session: Session, batch: PublicityBatch) -> PublicityDetails:
    """A publicity with its people."""
    return PublicityDetails(
        **dict(PublicityAnswer.model_validate(batch)),
        public_page=f"/notices/{batch.token}",
        notice_hash=batch.notice_hash,
        people=[_publicised(session, entry) for entry in entries_of(session, batch.id)],
        history=steps_answer(steps_of(session, "publicity", batch.id)),
    )


def recommendation_answer(session: Session, found: Recommendation) -> RecommendationAnswer:
    """A recommendation in a list."""
    superior = session.get_one(SuperiorUnit, found.superior_id).name
    return RecommendationAnswer(id=found.id, state=RecommendationState(found.state), year=found.year, superior=superior)


def recommendation_details(session: Session, found: Recommendation) -> RecommendationDetails:
    """A recommendation with its people."""
    return RecommendationDetails(
        **dict(recommendation_answer(session, found)),
        unit=session.get_one(Employer, found.employer_id).name,
        summary_hash=found.summary_hash,
        people=[_recommended(session, entry) for entry in people_of(session, found.id)],
    )


def _publicised(session: Session, entry: PublicityEntry) -> PublicisedAnswer:
    person = session.get_one(TitleApplication, entry.application_id)
    return PublicisedAnswer(
        entry=entry.id,
        application=person.id,
        name=person.name,
        state=ApplicationState(person.state),
        result=entry.result,
        objections=[ObjectionAnswer.model_validate(objection) for objection in objections_to(session, entry.id)],
    )


def _recommended(session: Session, entry: RecommendationEntry) -> RecommendedAnswer:
    person = session.get_one(TitleApplication, entry.application_id)
    return RecommendedAnswer(
        entry=entry.id,
        application=person.id,
        name=person.name,
        series=person.series,
        speciality=person.speciality,
        level=person.level,
        outcome=Outcome(entry.outcome) if entry.outcome else None,
        opinion=entry.opinion,
    )
