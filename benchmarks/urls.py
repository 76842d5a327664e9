from django.urls import path

from benchmarks.naive.views import found, hello
from example_site.urls import urlpatterns as example_site

urlpatterns = [path("hello/", hello), path("naive/", found), *example_site]
