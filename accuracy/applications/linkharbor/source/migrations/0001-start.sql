CREATE TABLE groups (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
CREATE TABLE people (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL REFERENCES groups,
  subject text UNIQUE,
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL DEFAULT 'reader' CHECK (role IN ('reader', 'writer', 'owner')),
  active boolean NOT NULL DEFAULT true
);
CREATE TABLE logins (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  digest text NOT NULL UNIQUE,
  previous text,
  expires_at timestamptz NOT NULL
);
CREATE INDEX logins_person ON logins (person_id);
CREATE INDEX logins_previous ON logins (previous);
CREATE TABLE keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  name text NOT NULL,
  digest text NOT NULL UNIQUE,
  can_write boolean NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX keys_person ON keys (person_id);
CREATE TABLE links (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL REFERENCES groups,
  person_id uuid NOT NULL REFERENCES people,
  url text NOT NULL,
  title text NOT NULL,
  note text NOT NULL DEFAULT '',
  tags text[] NOT NULL DEFAULT '{}',
  saved_at timestamptz NOT NULL DEFAULT now(),
  words tsvector GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || note)) STORED,
  UNIQUE (group_id, url)
);
CREATE INDEX links_list ON links (group_id, saved_at DESC);
CREATE INDEX links_tags ON links USING gin (tags);
CREATE INDEX links_words ON links USING gin (words);
CREATE TABLE previews (url_digest text PRIMARY KEY, title text, description text, fetched_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE shares (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL REFERENCES groups,
  digest text NOT NULL UNIQUE,
  tag text NOT NULL,
  title text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX shares_group ON shares (group_id);
CREATE TABLE audit (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid,
  person_id uuid,
  deed text NOT NULL,
  thing text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_group ON audit (group_id, at DESC);
