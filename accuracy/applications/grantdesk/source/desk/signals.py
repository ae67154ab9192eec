import logging
from functools import partial

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.mail import send_mail
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import Application, Attachment

logger = logging.getLogger("desk.audit")
DECIDED = {Application.State.AWARDED, Application.State.DECLINED}


def tell_applicant(application):
    send_mail(
        "A decision on your application",
        f"Your application has been {application.state}. Sign in to read more.",
        None,
        [application.created_by.email],
    )


@receiver(post_save, sender=Application)
def announce_decision(sender, instance, update_fields, **kwargs):
    if instance.state in DECIDED and update_fields and "state" in update_fields:
        logger.info("application %s %s by user %s", instance.pk, instance.state, instance.decided_by_id)
        transaction.on_commit(partial(tell_applicant, instance), robust=True)


@receiver(post_delete, sender=Attachment)
def remove_file(sender, instance, **kwargs):
    transaction.on_commit(partial(instance.file.delete, save=False), robust=True)


@receiver(user_logged_in)
def record_login(sender, request, user, **kwargs):
    logger.info("signed in user %s", user.pk)


@receiver(user_login_failed)
def record_failure(sender, credentials, request=None, **kwargs):
    logger.warning("sign-in refused from %s", getattr(request, "client_address", "local"))
