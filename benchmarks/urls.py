from django.urls import path

from benchmarks.naive.views import found, hello, insert
from example_site.urls import urlpatterns as example_site

urlpatterns = [path("hello/", hello), path("naive/", found), path("insert/", insert), *example_site]
