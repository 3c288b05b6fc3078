"""The tables of one version's records."""

SCHEMA = """
CREATE TABLE documents (name TEXT PRIMARY KEY, path TEXT, audience TEXT, sha256 TEXT, title TEXT,
    number TEXT, date TEXT, pages INTEGER, chunks INTEGER, how TEXT, repaired INTEGER, kind TEXT,
    symbol TEXT, body TEXT, above TEXT, signer TEXT, signer_role TEXT, period TEXT,
    period_start TEXT, period_end TEXT);
CREATE TABLE changes (document TEXT, audience TEXT, effect TEXT, target TEXT, year INTEGER,
    part TEXT, first_line INTEGER, first_offset INTEGER, last_line INTEGER, last_offset INTEGER);
CREATE TABLE lines (document TEXT, position INTEGER, page INTEGER, number INTEGER, sheet TEXT,
    row INTEGER, source TEXT, text TEXT, box TEXT, heading INTEGER, role TEXT, doubts TEXT,
    words TEXT, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE TABLE pages (document TEXT, position INTEGER, number INTEGER, sheet TEXT, how TEXT,
    engine TEXT, repaired INTEGER, confidence REAL, width REAL, height REAL, notes TEXT,
    PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE TABLE chunks (key INTEGER PRIMARY KEY, id TEXT UNIQUE, document TEXT, audience TEXT,
    heading TEXT, page INTEGER, first INTEGER, last INTEGER, sheet TEXT, row INTEGER,
    procedure TEXT, numbered INTEGER, content BLOB, vectors BLOB,
    start INTEGER, end INTEGER);
CREATE INDEX chunks_document ON chunks (document);
CREATE TABLE refs (chunk INTEGER, document TEXT, audience TEXT, number INTEGER, key TEXT);
CREATE INDEX refs_number ON refs (number);
CREATE TABLE procedures (document TEXT, audience TEXT, key TEXT, name TEXT, first INTEGER,
    last INTEGER, record TEXT, fields TEXT);
"""
TABLES = (  # each with the column that names the document
    ("documents", "name"),
    ("changes", "document"),
    ("lines", "document"),
    ("pages", "document"),
    ("chunks", "document"),
    ("refs", "document"),
    ("procedures", "document"),
)
