import type {Migration} from './migration.ts'

const content = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE dataset (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

  CREATE TABLE document (
    row INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL REFERENCES dataset(name),
    id TEXT NOT NULL,
    published_id TEXT NOT NULL,
    type TEXT NOT NULL,
    rev TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    slug TEXT,
    body TEXT NOT NULL,
    UNIQUE (dataset, id)
  ) STRICT;
  CREATE INDEX document_type_updated ON document(dataset, type, updated, id);
  CREATE INDEX document_type_created ON document(dataset, type, created, id);
  CREATE INDEX document_type_id ON document(dataset, type, id);
  CREATE INDEX document_updated ON document(dataset, updated, id);
  CREATE INDEX document_created ON document(dataset, created, id);
  CREATE INDEX document_slug ON document(dataset, slug, id) WHERE slug IS NOT NULL;
  CREATE INDEX document_type_published ON document(dataset, type, published_id, id);
  CREATE INDEX document_published ON document(dataset, published_id, id);

  CREATE TABLE reference (
    dataset TEXT NOT NULL,
    target TEXT NOT NULL,
    source TEXT NOT NULL,
    path TEXT NOT NULL,
    weak INTEGER NOT NULL,
    PRIMARY KEY (dataset, target, source, path)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reference_source ON reference(dataset, source);

  CREATE VIRTUAL TABLE text USING fts5(
    body, content = '', contentless_delete = 1, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
  );

  CREATE TABLE txn (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset TEXT NOT NULL REFERENCES dataset(name),
    id TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    request TEXT,
    results TEXT,
    UNIQUE (dataset, id)
  ) STRICT;
  CREATE INDEX txn_seq ON txn(dataset, seq);

  CREATE TABLE change (
    dataset TEXT NOT NULL,
    document TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES txn(seq),
    place INTEGER NOT NULL,
    before_seq INTEGER,
    before TEXT,
    after_rev TEXT,
    after TEXT,
    mutations TEXT NOT NULL,
    PRIMARY KEY (seq, place)
  ) STRICT;
  CREATE UNIQUE INDEX change_document ON change(dataset, document, seq);
`

const accounts = `
  CREATE TABLE user (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    roles TEXT NOT NULL,
    password_hash TEXT,
    disabled INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE token (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL REFERENCES user(id),
    label TEXT NOT NULL,
    created TEXT NOT NULL,
    revoked TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE session (
    hash TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES user(id),
    created TEXT NOT NULL,
    expires TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_user ON session(user);

  CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES user(id),
    public_key TEXT NOT NULL,
    counter INTEGER NOT NULL,
    label TEXT NOT NULL,
    created TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX passkey_user ON passkey(user);

  CREATE TABLE key_value (
    user TEXT NOT NULL REFERENCES user(id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user, key)
  ) STRICT, WITHOUT ROWID;
`

/**
 * Documents, references, full text, history and accounts.
 *
 * `change.before` is null where the document as it was is the `after` of an earlier change of it,
 * named by `before_seq`: history then holds every state once.
 * `reference.weak` is 1 for references that nothing checks: weak ones, and those to another dataset.
 */
export const firstSchema: Migration = {
  version: 1,
  up(database) {
    database.exec(content)
    database.exec(accounts)
  },
}
