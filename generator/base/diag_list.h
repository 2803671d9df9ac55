/* Every kind of diagnostic: DIAG(ID, level, "key"). Texts: data/lang. */
/* files and folders */
DIAG(OPEN, DIAG_ERROR, "open")               /* %1 reason of the system */
DIAG(READ, DIAG_ERROR, "read")               /* %1 reason */
DIAG(WRITE, DIAG_ERROR, "write")             /* %1 reason */
DIAG(REMOVE, DIAG_ERROR, "remove")           /* %1 reason */
DIAG(NOT_A_FILE, DIAG_ERROR, "not-a-file")   /* a folder, a device, a socket */
DIAG(NO_SOURCES, DIAG_WARNING, "no-sources") /* of import, in a folder */
DIAG(TOO_LARGE, DIAG_ERROR, "too-large")     /* %1 limit in MB */
DIAG(LOCKED, DIAG_FATAL, "locked")           /* another run has the site */
DIAG(NO_SITE, DIAG_FATAL, "no-site")         /* no site.conf in %1 */
DIAG(NOT_OURS, DIAG_FATAL, "not-ours")       /* output folder %1 is foreign */
/* verify */
DIAG(NO_CHECKSUMS, DIAG_FATAL, "no-checksums")   /* no SHA256SUMS in %1 */
DIAG(CHECKSUM_LINE, DIAG_ERROR, "checksum-line") /* not a line of a list */
DIAG(NOT_WHOLE, DIAG_ERROR, "not-whole")         /* %1 is not as it was built */
DIAG(STOPPED, DIAG_ERROR, "stopped")             /* by a signal */
/* usage */
DIAG(USAGE, DIAG_FATAL, "usage")           /* %1 what */
DIAG(NO_COMMAND, DIAG_FATAL, "no-command") /* %1 what stands first */
DIAG(BAD_OPTION, DIAG_FATAL, "bad-option") /* %1 option */
DIAG(OPTION_VALUE, DIAG_FATAL,
     "option-value") /* %1 option, %2 value, %3 what it must be */
DIAG(OPTION_EMPTY, DIAG_FATAL, "option-empty")     /* %1 option */
DIAG(OPTION_FLAG, DIAG_FATAL, "option-flag")       /* %1 option */
DIAG(ARGUMENT, DIAG_FATAL, "argument")             /* %1 one too many */
DIAG(NO_SUCH_VALUE, DIAG_WARNING, "no-such-value") /* %1 option, %2 value */
/* site.conf, places.tsv, synonyms.conf */
DIAG(CONF_OPEN, DIAG_FATAL, "conf-open") /* %1 reason */
DIAG(CONF_UTF8, DIAG_FATAL, "conf-utf8") /* %1 byte offset */
DIAG(CONF_SYNTAX, DIAG_FATAL, "conf-syntax")
DIAG(CONF_VALUE, DIAG_FATAL,
     "conf-value") /* %1 key, %2 value, %3 what it must be */
DIAG(CONF_UNKNOWN, DIAG_WARNING, "conf-unknown") /* %1 key */
DIAG(CONF_SLUG, DIAG_FATAL, "conf-slug")         /* %1 topic, %2 slug */
DIAG(PLACES_CODE, DIAG_ERROR, "places-code")     /* %1 code */
DIAG(PLACES_NAME, DIAG_ERROR, "places-name")     /* %1 code */
DIAG(PLACES_PINYIN, DIAG_ERROR, "places-pinyin") /* %1 code, %2 name */
DIAG(PLACES_PARENT, DIAG_ERROR, "places-parent") /* %1 code, %2 name */
DIAG(PLACES_TWICE, DIAG_ERROR, "places-twice")   /* %1 code, %2 name */
DIAG(SYNONYM_LINE, DIAG_ERROR, "synonym-line")   /* %1 the line */
/* theme */
DIAG(NO_THEME, DIAG_FATAL, "no-theme")       /* %1 name */
DIAG(TEMPLATE, DIAG_FATAL, "template")       /* %1 what is wrong */
DIAG(NO_TEMPLATE, DIAG_FATAL, "no-template") /* %1 name */
/* reports */
DIAG(NOT_UTF8, DIAG_ERROR, "not-utf8")         /* %1 byte offset */
DIAG(FRONT_MATTER, DIAG_ERROR, "front-matter") /* %1 what is wrong */
DIAG(NO_FRONT_MATTER, DIAG_ERROR, "no-front-matter")
DIAG(NO_TITLE, DIAG_ERROR, "no-title")
DIAG(BAD_SLUG, DIAG_ERROR, "bad-slug") /* %1 a slug to rename it to */
DIAG(NESTED_REPORT, DIAG_WARNING, "nested-report")
DIAG(PAGE_NAME, DIAG_ERROR, "page-name")           /* %1 slug */
DIAG(BAD_DATE, DIAG_ERROR, "bad-date")             /* %1 field, %2 value */
DIAG(BAD_YEARS, DIAG_ERROR, "bad-years")           /* %1 field, %2 value */
DIAG(BAD_ID, DIAG_ERROR, "bad-id")                 /* %1 value */
DIAG(BAD_FIELD, DIAG_ERROR, "bad-field")           /* %1 field, %2 why */
DIAG(NO_SUCH_FIELD, DIAG_ERROR, "no-such-field")   /* %1 list, %2 name */
DIAG(BAD_DIVISION, DIAG_ERROR, "bad-division")     /* %1 value */
DIAG(UNKNOWN_TOPIC, DIAG_WARNING, "unknown-topic") /* %1 name */
DIAG(UNKNOWN_KIND, DIAG_NOTE, "unknown-kind")      /* %1 kind */
DIAG(NO_ID, DIAG_WARNING, "no-id")
DIAG(DUPLICATE_ID, DIAG_WARNING, "duplicate-id")   /* %1 id, %2 other slug */
DIAG(MARKDOWN_LIMIT, DIAG_ERROR, "markdown-limit") /* pathological nesting */
/* check */
DIAG(MISSING_FIELD, DIAG_WARNING, "missing-field")     /* %1 field */
DIAG(INFERRED_FIELD, DIAG_NOTE, "inferred-field")      /* %1 field, %2 value */
DIAG(PLACE_UNKNOWN, DIAG_WARNING, "place-unknown")     /* %1 name */
DIAG(PLACE_AMBIGUOUS, DIAG_WARNING, "place-ambiguous") /* %1 name, %2 count */
DIAG(PLACE_MISMATCH, DIAG_WARNING,
     "place-mismatch") /* %1 field, %2 is, %3 should */
/* %1 other, %2 percent, %3 where both are from */
DIAG(NEAR_DUPLICATE, DIAG_WARNING, "near-duplicate")
DIAG(BROKEN_LINK, DIAG_WARNING, "broken-link") /* %1 target */
DIAG(PLAN_BEFORE, DIAG_WARNING, "plan-before") /* %1 plan, %2 summary */
DIAG(PUBLISHED_BEFORE, DIAG_WARNING,
     "published-before")                /* %1 date, %2 summary */
DIAG(PLACE_ASK, DIAG_NOTE, "place-ask") /* %1 candidates with scores */
DIAG(DIVISION_KNOWN, DIAG_NOTE, "division-known") /* %1 name, %2 code */
DIAG(EMPTY_BODY, DIAG_WARNING, "empty-body")
DIAG(SHORT_BODY, DIAG_NOTE, "short-body")  /* %1 characters */
DIAG(LOST_TEXT, DIAG_WARNING, "lost-text") /* %1 how many U+FFFD */
DIAG(FURNITURE, DIAG_NOTE, "furniture")    /* %1 the line, %2 the rule */
DIAG(SAID_TWICE, DIAG_NOTE, "said-twice")  /* %1 its beginning, %2 the line */
DIAG(SAME_REPORT, DIAG_WARNING, "same-report") /* %1 other */
DIAG(SOURCE_GONE, DIAG_WARNING, "source-gone") /* %1 hash */
DIAG(ORPHAN_SOURCE, DIAG_WARNING, "orphan-source")
DIAG(ORPHAN_LEDGER, DIAG_WARNING, "orphan-ledger")
DIAG(NUMBER_GAP, DIAG_NOTE, "number-gap")     /* %1 after, %2 found */
DIAG(NUMBER_START, DIAG_NOTE, "number-start") /* %1 found */
DIAG(NOT_FOUND, DIAG_ERROR, "not-found")      /* %1 field, %2 value */
DIAG(INDEX_FILE, DIAG_ERROR, "index-file")    /* missing or damaged */
DIAG(NO_INDEX, DIAG_ERROR, "no-index")
DIAG(FIXED_ID, DIAG_NOTE, "fixed-id") /* %1 new id */
/* import */
DIAG(BAD_BYTES, DIAG_WARNING, "bad-bytes") /* %1 count, %2 encoding */
DIAG(ENCODING, DIAG_FATAL, "encoding")     /* %1 name */
DIAG(EMPTY_INPUT, DIAG_ERROR, "empty-input")
DIAG(BINARY_INPUT, DIAG_ERROR, "binary-input")
DIAG(HTML_LIMIT, DIAG_ERROR, "html-limit")         /* %1 which limit */
DIAG(HTML_STRIPPED, DIAG_WARNING, "html-stripped") /* %1 which limit */
DIAG(NO_TEXT, DIAG_ERROR, "no-text")
DIAG(ARCHIVE_BROKEN, DIAG_ERROR, "archive-broken") /* %1 offset, %2 why */
DIAG(ARCHIVE_PASSED, DIAG_NOTE, "archive-passed")  /* %1 count */
DIAG(NOT_A_REPORT, DIAG_WARNING, "not-a-report")   /* %1 why: short, kind */
DIAG(DUPLICATE, DIAG_WARNING, "duplicate")         /* %1 slug, %2 percent */
DIAG(NO_NUMBER, DIAG_ERROR, "no-number")           /* ids are used up */
DIAG(SLUG_TAKEN, DIAG_NOTE, "slug-taken")          /* %1 slug given instead */
DIAG(REMOVED_LINE, DIAG_NOTE, "removed-line")      /* %1 rule id, %2 the line */
DIAG(PLACE_CANDIDATE, DIAG_NOTE,
     "place-candidate") /* %1 place, %2 score, %3 what it is made of */
DIAG(REMOTE_FILE, DIAG_NOTE, "remote-file") /* %1 address kept as a link */
/* import --shard, merge */
DIAG(SHARD_BUSY, DIAG_FATAL, "shard-busy") /* another run writes it */
DIAG(SHARD_FILE, DIAG_FATAL, "shard-file") /* %1 why it cannot be merged */
DIAG(SHARD_DIFFERS, DIAG_FATAL, "shard-differs") /* %1 other file, %2 how */
DIAG(SHARD_TWICE, DIAG_FATAL, "shard-twice")     /* %1 other file */
DIAG(SHARD_MISSING, DIAG_FATAL, "shard-missing") /* %1 number, %2 of */
/* overrides.conf, import --again */
DIAG(OVERRIDE_SYNTAX, DIAG_ERROR, "override-syntax")
DIAG(OVERRIDE_HASH, DIAG_ERROR, "override-hash")   /* %1 section */
DIAG(OVERRIDE_TWICE, DIAG_ERROR, "override-twice") /* %1 section, %2 other */
DIAG(OVERRIDE_FIELD, DIAG_ERROR, "override-field") /* %1 field */
DIAG(OVERRIDE_FIXED, DIAG_ERROR, "override-fixed") /* %1 field */
DIAG(OVERRIDE_REPEATED, DIAG_ERROR, "override-repeated") /* %1 field */
DIAG(OVERRIDE_TWO, DIAG_ERROR, "override-two") /* %1 prefix, %2 second hash */
DIAG(OVERRIDE_UNMET, DIAG_WARNING, "override-unmet") /* %1 hash */
DIAG(NO_REPORT, DIAG_ERROR, "no-report")             /* %1 slug */
DIAG(NO_SOURCE, DIAG_ERROR, "no-source")             /* written by hand */
DIAG(BAD_LEDGER, DIAG_ERROR, "bad-ledger")
DIAG(RAW_GONE, DIAG_ERROR, "raw-gone") /* %1 hash */
DIAG(RAW_CHANGED, DIAG_ERROR, "raw-changed")
/* serve */
DIAG(PORT, DIAG_ERROR, "port") /* %1 number */
