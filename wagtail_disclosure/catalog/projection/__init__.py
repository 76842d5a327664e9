"""Keeps ``PublicEntry`` and ``CategoryCount`` as the public sees the catalog.

``rows`` says what a row holds, ``writing`` stores rows and counts together, ``following`` listens
to what changes them, ``rebuilding`` makes all of it anew, and ``verifying`` compares.
"""
