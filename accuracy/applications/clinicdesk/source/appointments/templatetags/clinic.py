from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ICONS = {
    "booked": '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 8l4 4 8-8"/></svg>',
    "cancelled": '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3l10 10M13 3L3 13"/></svg>',
}


@register.simple_tag
def status_badge(appointment) -> SafeString:
    icon = mark_safe(ICONS[appointment.status])
    return format_html('<span class="badge badge-{}">{} {}</span>', appointment.status, icon, appointment.get_status_display())
