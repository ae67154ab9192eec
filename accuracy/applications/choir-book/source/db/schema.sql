CREATE TABLE choirs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (length(name) <= 120)
);

CREATE TABLE members (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  choir_id uuid NOT NULL REFERENCES choirs,
  email text NOT NULL UNIQUE CHECK (length(email) <= 254),
  name text NOT NULL CHECK (length(name) <= 120),
  voice text NOT NULL CHECK (voice IN ('soprano', 'alto', 'tenor', 'bass')),
  role text NOT NULL DEFAULT 'singer' CHECK (role IN ('singer', 'librarian', 'conductor')),
  password text NOT NULL,
  left_at timestamptz
);
CREATE INDEX ON members (choir_id, name);

CREATE TABLE sessions (
  digest bytea PRIMARY KEY,
  member_id uuid NOT NULL REFERENCES members ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON sessions (member_id);

CREATE TABLE tickets (
  digest bytea PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('join', 'reset')),
  choir_id uuid REFERENCES choirs,
  member_id uuid REFERENCES members ON DELETE CASCADE,
  email text,
  ends_at timestamptz NOT NULL
);

CREATE TABLE rehearsals (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  choir_id uuid NOT NULL REFERENCES choirs,
  starts_at timestamptz NOT NULL,
  place text NOT NULL CHECK (length(place) <= 120),
  plan text NOT NULL CHECK (length(plan) <= 4000),
  cancelled boolean NOT NULL DEFAULT false
);
CREATE INDEX ON rehearsals (choir_id, starts_at);

CREATE TABLE answers (
  rehearsal_id uuid NOT NULL REFERENCES rehearsals,
  member_id uuid NOT NULL REFERENCES members ON DELETE CASCADE,
  coming boolean NOT NULL,
  PRIMARY KEY (rehearsal_id, member_id)
);

CREATE TABLE scores (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  choir_id uuid NOT NULL REFERENCES choirs,
  title text NOT NULL CHECK (length(title) <= 160),
  pdf bytea NOT NULL
);
CREATE INDEX ON scores (choir_id, title);

CREATE TABLE budgets (
  key bytea PRIMARY KEY,
  spent integer NOT NULL,
  ends_at timestamptz NOT NULL
);

CREATE TABLE mails (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE journal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  choir_id uuid REFERENCES choirs,
  member_id uuid,
  event text NOT NULL,
  subject text,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON journal (choir_id, id DESC);
