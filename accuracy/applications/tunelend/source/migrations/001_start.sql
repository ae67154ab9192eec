CREATE TABLE member (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text,
    role text NOT NULL DEFAULT 'pupil' CHECK (role IN ('pupil', 'keeper')),
    blocked boolean NOT NULL DEFAULT false
);

CREATE TABLE login (
    key_hash text PRIMARY KEY,
    member_id bigint NOT NULL REFERENCES member ON DELETE CASCADE,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX login_member ON login (member_id);

CREATE TABLE reset (
    token_hash text PRIMARY KEY,
    member_id bigint NOT NULL REFERENCES member ON DELETE CASCADE,
    until timestamptz NOT NULL
);
CREATE INDEX reset_member ON reset (member_id);

CREATE TABLE instrument (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    maker text NOT NULL,
    number text NOT NULL UNIQUE,
    remarks text NOT NULL DEFAULT '',
    retired boolean NOT NULL DEFAULT false,
    picture uuid
);
CREATE INDEX instrument_kind ON instrument (kind, id);

CREATE TABLE loan (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instrument_id bigint NOT NULL REFERENCES instrument,
    member_id bigint NOT NULL REFERENCES member,
    state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'out', 'back', 'dropped')),
    until date NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX loan_one_open ON loan (instrument_id) WHERE state IN ('asked', 'out');
CREATE INDEX loan_instrument ON loan (instrument_id);
CREATE INDEX loan_member ON loan (member_id, id);
CREATE INDEX loan_state ON loan (state, id);

CREATE TABLE letter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    tries integer NOT NULL DEFAULT 0
);

CREATE TABLE trail (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    member_id bigint,
    what text NOT NULL,
    subject text NOT NULL,
    address text NOT NULL
);
