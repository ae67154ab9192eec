CREATE TABLE accounts (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email         text NOT NULL UNIQUE CHECK (email = lower(email)),
    password_hash text NOT NULL,
    used_bytes    bigint NOT NULL DEFAULT 0 CHECK (used_bytes >= 0),
    quota_bytes   bigint NOT NULL DEFAULT 5368709120
);

CREATE TABLE sessions (
    digest     text PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE albums (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    title      text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE album_members (
    album_id   uuid NOT NULL REFERENCES albums ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    role       text NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
    PRIMARY KEY (album_id, account_id)
);
CREATE INDEX album_members_account ON album_members (account_id);

CREATE TABLE photos (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    album_id   uuid NOT NULL REFERENCES albums ON DELETE CASCADE,
    added_by   uuid NOT NULL REFERENCES accounts,
    kind       text NOT NULL CHECK (kind IN ('jpg', 'png', 'webp')),
    bytes      bigint NOT NULL CHECK (bytes > 0),
    caption    text NOT NULL DEFAULT '' CHECK (length(caption) <= 300),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX photos_album_created ON photos (album_id, created_at, id);
CREATE INDEX photos_album_bytes ON photos (album_id, bytes, id);
CREATE INDEX photos_added_by ON photos (added_by);

CREATE TABLE shares (
    digest     text PRIMARY KEY,
    album_id   uuid NOT NULL REFERENCES albums ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX shares_album ON shares (album_id);

CREATE TABLE hit_counters (
    key       text PRIMARY KEY,
    hits      integer NOT NULL,
    resets_at timestamptz NOT NULL
);
