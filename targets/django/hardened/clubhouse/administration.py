from django.contrib.admin.apps import AdminConfig


class ClubAdminConfig(AdminConfig):
    default_site = "clubhouse.admin_site.ClubAdminSite"
