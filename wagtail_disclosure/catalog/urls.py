from django.urls import path

from wagtail_disclosure.catalog.exemption_list.views import exemptions
from wagtail_disclosure.catalog.finding.alert_views import ask_alert, confirm_alert, stop_alert
from wagtail_disclosure.catalog.finding.feeds import search_feed
from wagtail_disclosure.catalog.finding.views import search, suggestions
from wagtail_disclosure.catalog.open_data import views as open_data
from wagtail_disclosure.catalog.views import helpful, news, untranslated

app_name = "wagtail_disclosure_catalog"

urlpatterns = [
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="suggestions"),
    path("search/feed/", search_feed, name="search_feed"),
    path("search/alert/", ask_alert, name="ask_alert"),
    path("search/alert/confirm/<str:token>/", confirm_alert, name="confirm_alert"),
    path("search/alert/stop/<str:token>/", stop_alert, name="stop_alert"),
    path("new/", news, name="news"),
    path("feeds/new.<str:kind>", open_data.feed_of_news, name="feed_of_news"),
    path("feeds/<int:category_id>.<str:kind>", open_data.feed_of_category, name="feed_of_category"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/catalog.<str:kind>", open_data.dcat, name="dcat"),
    path("open-data/entries.csv", open_data.table_as_csv, name="table_as_csv"),
    path("open-data/entries.xlsx", open_data.table_as_xlsx, name="table_as_xlsx"),
    path("exemptions/", exemptions, name="exemptions"),
    path("untranslated/<int:page_id>/", untranslated, name="untranslated"),
    path("helpful/<int:page_id>/", helpful, name="helpful"),
]
