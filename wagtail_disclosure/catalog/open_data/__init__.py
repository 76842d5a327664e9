"""What is disclosed, for machines: feeds, schema.org, DCAT-AP, tables and the API.

Whatever leaves here was read by ``disclosed()``, with the values that the clearances keep.
"""
