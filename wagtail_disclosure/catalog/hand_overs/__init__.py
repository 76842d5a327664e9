"""Handing public entries to archives and libraries: choosing, building, the receipt."""
