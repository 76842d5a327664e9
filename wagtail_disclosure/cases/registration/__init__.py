"""Registering what people bring to a window, and where its papers are since."""
