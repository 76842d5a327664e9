"""The last belt of the guard: what no save can know of, the database itself refuses.

The triggers keep no state. They let what visitors see of a row change only while its seal is
empty, and a seal be set only if it is what a clearance says. So bulk updates and raw SQL meet them,
and the guard, which empties the seal first, passes. They are installed by ``disclosure_setup`` or
``disclosure_triggers install``, never by a migration, and are out of the way while migrations run.
"""
