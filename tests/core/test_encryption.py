import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disclosure.core import encryption

OLD = "b2xkLWtleS1vZi0zMi1ieXRlcy1mb3ItdGhlLXRlc3Q="
NEW = "bmV3LWtleS1vZi0zMi1ieXRlcy1mb3ItdGhlLXRlc3Q="


def with_keys(settings, *keys):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ENCRYPTION_KEYS": list(keys)}


@given(st.binary(max_size=2000))
def test_what_is_encrypted_comes_back_with_the_same_key_and_purpose(plain):
    key = encryption.new_data_key()
    sealed = encryption.encrypt(plain, key=key, purpose="content:1")
    assert encryption.decrypt(sealed, key=key, purpose="content:1") == plain


@pytest.mark.parametrize(
    "change",
    [
        lambda sealed, key: (sealed, encryption.new_data_key(), "content:1"),
        lambda sealed, key: (sealed, key, "content:2"),
        lambda sealed, key: (sealed[:-1] + bytes([sealed[-1] ^ 1]), key, "content:1"),
        lambda sealed, key: (sealed[:5], key, "content:1"),
    ],
    ids=["another key", "another place", "a flipped bit", "cut short"],
)
def test_anything_else_is_refused(change):
    key = encryption.new_data_key()
    sealed = encryption.encrypt("供水".encode(), key=key, purpose="content:1")
    sealed, key, purpose = change(sealed, key)
    with pytest.raises(encryption.CannotDecrypt):
        encryption.decrypt(sealed, key=key, purpose=purpose)


def test_the_same_text_never_looks_the_same_twice():
    key = encryption.new_data_key()
    first, second = (encryption.encrypt(b"x", key=key, purpose="p") for _ in range(2))
    assert first != second


def test_after_a_rotation_old_data_keys_still_open_and_new_ones_use_the_new_master_key(settings):
    with_keys(settings, OLD)
    data_key = encryption.new_data_key()
    old_id, wrapped = encryption.wrap(data_key, purpose="case:1")
    with_keys(settings, NEW, OLD)
    assert encryption.unwrap(wrapped, key_id=old_id, purpose="case:1") == data_key
    assert encryption.wrap(data_key, purpose="case:1")[0] != old_id


def test_without_the_master_key_the_data_key_is_gone(settings):
    with_keys(settings, OLD)
    key_id, wrapped = encryption.wrap(encryption.new_data_key(), purpose="case:1")
    with_keys(settings, NEW)
    with pytest.raises(encryption.CannotDecrypt, match=key_id):
        encryption.unwrap(wrapped, key_id=key_id, purpose="case:1")


def test_keyed_digests_differ_by_purpose_and_stay_under_their_key(settings):
    with_keys(settings, OLD)
    key_id, digest = encryption.keyed_digest(b"secret", purpose="lookup")
    assert encryption.keyed_digest(b"secret", purpose="other")[1] != digest
    with_keys(settings, NEW, OLD)
    assert encryption.keyed_digest(b"secret", purpose="lookup", key_id=key_id) == (key_id, digest)
    assert encryption.keyed_digest(b"secret", purpose="lookup")[1] != digest


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([], "is empty"),
        (["not base64!"], "Encryption key 1 is not base64"),
        (["c2hvcnQ="], "Encryption key 1 has 5 bytes instead of 32"),
        ([OLD, "c2hvcnQ="], "Encryption key 2 has 5 bytes"),
    ],
)
def test_missing_and_malformed_keys_are_named(settings, keys, said):
    with_keys(settings, *keys)
    with pytest.raises(ImproperlyConfigured, match=said):
        encryption.master_keys()
