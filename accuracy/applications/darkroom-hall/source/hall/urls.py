from django.urls import include, path

handler404 = "gallery.views.pages.not_found"
handler403 = "gallery.views.pages.not_allowed"
handler500 = "gallery.views.pages.failed"
urlpatterns = [path("", include("gallery.urls"))]
