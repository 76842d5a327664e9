"""The settings of the package: one dict, ``WAGTAIL_DISCLOSURE``, read when asked, not at import."""

import zoneinfo
from typing import Any

from django.conf import settings
from django.utils import translation

DEFAULTS: dict[str, Any] = {
    # Base64 of 32 random bytes each, newest first; older ones only decrypt.
    "ENCRYPTION_KEYS": [],
    # Code of the PublicBody that runs this site.
    "PUBLIC_BODY": "",
    # Calendar days are those of this zone; empty means Django's TIME_ZONE.
    "TIME_ZONE": "",
    # Law preset that `disclosure_setup` loads.
    "LAW": "cn-ogi-2019",
    # Whether `disclosure_setup` installs the database triggers.
    "SETUP_INSTALLS_TRIGGERS": True,
    "INDEX_NUMBER_TEMPLATE": "{orgcode}/{year}-{serial:05d}",
    "RECEIPT_NUMBER_TEMPLATE": "R{year}-{serial:06d}",
    "ENTRIES_PER_PAGE": 20,
    # Which of Django's caches keeps copies of public pages, where the middleware is used.
    "PAGE_CACHE": "default",
    # Under which license everybody may use what is disclosed: the address that names it.
    "OPEN_DATA_LICENSE": "",
    # Whether pages of other sites may read open data in their visitors' browsers.
    "OPEN_DATA_CROSS_ORIGIN": False,
    "ATTACHMENT_MAX_BYTES": 50 * 1024 * 1024,
    # What is not open to everybody is looked at again after so many months.
    "RE_REVIEW_MONTHS": 12,
    # Working days after which people are reminded of a review that waits for them.
    "REMIND_AFTER_DAYS": 3,
    # Whether what is cleared waits for its translators without anybody submitting it.
    "QUEUE_TRANSLATIONS": True,
    # Whether `disclosure_check_links` asks the other sites that public texts link to.
    "CHECK_EXTERNAL_LINKS": False,
    # Wrong look-ups allowed for one receipt number within an hour.
    "LOOKUP_TRIES_PER_HOUR": 10,
    # Working days in which papers are handed on, and taken in where they were sent.
    "CUSTODY_WORKING_DAYS": 2,
    # Working days before a last day on which people are reminded of it; 0 is the day itself.
    "REMINDER_DAYS": [5, 2, 0],
    # Calendar days after which people are reminded again of what is late.
    "REMIND_AGAIN_AFTER_DAYS": 7,
    # Where a map shows an address; a phone opens geo: in whichever map its owner uses.
    "MAP_URL": "geo:0,0?q={address}",
    # Files that applicants send along: the largest one, how many for one question, of which kinds.
    "UPLOAD_MAX_BYTES": 20 * 1024 * 1024,
    "UPLOAD_MAX_FILES": 20,
    "UPLOAD_TYPES": [
        *("pdf", "ofd", "docx", "xlsx", "pptx", "odt", "ods", "doc", "xls", "ppt"),
        *("jpg", "png", "webp", "tif", "heic", "txt"),
    ],
    # Dotted path of a function that looks for viruses; see how-to/scan-files.
    "FILE_SCANNER": "",
    # Where ClamAV's daemon listens, a socket or host:port; see how-to/scan-files.
    "CLAMAV_ADDRESS": "/run/clamav/clamd.ctl",
    # So many people who ask for the same page within a year, and the office is told that it may
    # be opened to everybody.
    "PROPOSE_AFTER_REQUESTS": 3,
    # Calendar days before a retention rule that destroys sooner than before comes into force.
    "RETENTION_NOTICE_DAYS": 30,
    # How long a request that somebody saves to go on later is kept.
    "SAVED_REQUEST_DAYS": 14,
    # Requests that one network address may send within an hour; 0 is any number.
    "REQUESTS_PER_HOUR": 30,
    # The header in which the site's proxy writes a visitor's address, such as "X-Real-IP".
    "CLIENT_ADDRESS_HEADER": "",
    # Whoever fills in a form in fewer seconds is asked to press the button again.
    "FASTEST_REQUEST_SECONDS": 3,
}


def unknown_settings() -> list[str]:
    """Keys of ``WAGTAIL_DISCLOSURE`` that nothing reads, most likely misspelt."""
    return sorted(set(_configured()) - set(DEFAULTS))


def encryption_keys() -> list[str]:
    """Master keys in base64, the one that encrypts first."""
    return list(_value("ENCRYPTION_KEYS"))


def public_body_code() -> str:
    return str(_value("PUBLIC_BODY"))


def time_zone() -> zoneinfo.ZoneInfo:
    """The zone whose calendar days count for statutory deadlines."""
    return zoneinfo.ZoneInfo(_value("TIME_ZONE") or settings.TIME_ZONE)


def law_code() -> str:
    return str(_value("LAW"))


def setup_installs_triggers() -> bool:
    return bool(_value("SETUP_INSTALLS_TRIGGERS"))


def index_number_template() -> str:
    return str(_value("INDEX_NUMBER_TEMPLATE"))


def receipt_number_template() -> str:
    return str(_value("RECEIPT_NUMBER_TEMPLATE"))


def entries_per_page() -> int:
    return int(_value("ENTRIES_PER_PAGE"))


def page_cache() -> str:
    return str(_value("PAGE_CACHE"))


def open_data_license() -> str:
    return str(_value("OPEN_DATA_LICENSE"))


def open_data_cross_origin() -> bool:
    return bool(_value("OPEN_DATA_CROSS_ORIGIN"))


def attachment_max_bytes() -> int:
    return int(_value("ATTACHMENT_MAX_BYTES"))


def re_review_months() -> int:
    return int(_value("RE_REVIEW_MONTHS"))


def remind_after_days() -> int:
    return int(_value("REMIND_AFTER_DAYS"))


def queue_translations() -> bool:
    return bool(_value("QUEUE_TRANSLATIONS"))


def check_external_links() -> bool:
    return bool(_value("CHECK_EXTERNAL_LINKS"))


def lookup_tries_per_hour() -> int:
    return int(_value("LOOKUP_TRIES_PER_HOUR"))


def custody_working_days() -> int:
    return int(_value("CUSTODY_WORKING_DAYS"))


def reminder_days() -> list[int]:
    """Working days before a last day on which people are reminded of it."""
    return list(_value("REMINDER_DAYS"))


def remind_again_after_days() -> int:
    return int(_value("REMIND_AGAIN_AFTER_DAYS"))


def map_url() -> str:
    """An address with ``{address}`` in it; empty where no map is linked."""
    return str(_value("MAP_URL"))


def upload_max_bytes() -> int:
    return int(_value("UPLOAD_MAX_BYTES"))


def upload_max_files() -> int:
    return int(_value("UPLOAD_MAX_FILES"))


def upload_types() -> list[str]:
    """Endings of the kinds of files that applicants may send."""
    return list(_value("UPLOAD_TYPES"))


def file_scanner() -> str:
    return str(_value("FILE_SCANNER"))


def clamav_address() -> str:
    return str(_value("CLAMAV_ADDRESS"))


def propose_after_requests() -> int:
    return int(_value("PROPOSE_AFTER_REQUESTS"))


def saved_request_days() -> int:
    return int(_value("SAVED_REQUEST_DAYS"))


def retention_notice_days() -> int:
    """Never fewer than none."""
    return max(int(_value("RETENTION_NOTICE_DAYS")), 0)


def requests_per_hour() -> int:
    return int(_value("REQUESTS_PER_HOUR"))


def client_address_header() -> str:
    return str(_value("CLIENT_ADDRESS_HEADER"))


def fastest_request_seconds() -> int:
    return int(_value("FASTEST_REQUEST_SECONDS"))


def content_languages() -> list[tuple[str, str]]:
    """Languages that content can have, default first: (code, name) pairs."""
    languages = dict(getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", None) or settings.LANGUAGES)
    default = default_language()
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return [(default, str(languages.get(default, default)))]
    ordered = sorted(languages.items(), key=lambda item: item[0] != default)
    return [(code, str(name)) for code, name in ordered]


def language_name(code: str) -> str:
    """A language as the settings name it; the code itself where they don't."""
    return dict(content_languages()).get(code, code)


def default_language() -> str:
    """The code among the content languages that ``LANGUAGE_CODE`` stands for."""
    languages = dict(getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", None) or settings.LANGUAGES)
    code = settings.LANGUAGE_CODE
    if code in languages:
        return code
    supported = translation.get_supported_language_variant(code)
    return supported if supported in languages else code


def _configured() -> dict[str, Any]:
    return getattr(settings, "WAGTAIL_DISCLOSURE", {})


def _value(name: str) -> Any:
    return _configured().get(name, DEFAULTS[name])
