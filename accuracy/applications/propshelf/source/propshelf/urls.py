from django.urls import path

from accounts import views as accounts
from catalog import api, hires
from catalog import views as catalog
from office import views as office
from papers import views as papers

urlpatterns = [
    path("", catalog.PropList.as_view(), name="home"),
    path("login/", accounts.sign_in, name="login"),
    path("logout/", accounts.sign_out, name="logout"),
    path("signup/", accounts.SignUp.as_view(), name="signup"),
    path("profile/", accounts.Profile.as_view(), name="profile"),
    path("forgot/", accounts.forgot, name="forgot"),
    path("reset/", accounts.reset, name="reset"),
    path("props/search/", catalog.search, name="search"),
    path("props/<int:pk>/", catalog.PropDetail.as_view(), name="prop"),
    path("props/<int:pk>/picture/", catalog.picture_from_web, name="picture"),
    path("basket/", catalog.basket, name="basket"),
    path("hires/", hires.HireList.as_view(), name="hires"),
    path("hires/new/", hires.create, name="hire-new"),
    path("hires/<int:pk>/", hires.HireDetail.as_view(), name="hire"),
    path("hires/<int:pk>/cancel/", hires.cancel, name="hire-cancel"),
    path("hires/<int:pk>/extend/", hires.extend, name="hire-extend"),
    path("hires/<int:pk>/letter/", hires.letter, name="hire-letter"),
    path("api/props/", api.props),
    path("api/suggest/", api.suggest),
    path("api/stock/", api.stock_code),
    path("api/usage/", api.usage),
    path("api/partner/returned/", api.partner_returned),
    path("api/partner/<slug:theatre>/", api.partner_stock),
    path("papers/", papers.PaperList.as_view(), name="papers"),
    path("papers/upload/", papers.upload, name="paper-upload"),
    path("papers/pack/", papers.pack, name="paper-pack"),
    path("papers/files/<path:name>", papers.download, name="paper-file"),
    path("papers/<int:pk>/original/", papers.original, name="paper-original"),
    path("papers/<int:pk>/thumb/", papers.thumb, name="paper-thumb"),
    path("office/", office.dashboard, name="office"),
    path("office/hires/", office.hire_report, name="office-hires"),
    path("office/users/", office.Users.as_view(), name="office-users"),
    path("office/hires/<int:pk>/approve/", office.approve, name="office-approve"),
    path("office/prices/", office.prices, name="office-prices"),
]
