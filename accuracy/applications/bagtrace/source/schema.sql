CREATE TABLE people (
    id serial PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    password text NOT NULL,
    staff boolean NOT NULL DEFAULT false
);

CREATE TABLE sessions (
    sid text PRIMARY KEY,
    person_id integer NOT NULL REFERENCES people (id),
    started timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE bags (
    id serial PRIMARY KEY,
    person_id integer NOT NULL REFERENCES people (id),
    tag text NOT NULL,
    flight text NOT NULL,
    colour text NOT NULL DEFAULT '',
    remark text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'missing',
    photo text
);

CREATE TABLE claims (
    id serial PRIMARY KEY,
    person_id integer NOT NULL REFERENCES people (id),
    bag_id integer NOT NULL REFERENCES bags (id),
    amount numeric(8, 2) NOT NULL,
    reason text NOT NULL,
    receipt text,
    state text NOT NULL DEFAULT 'open',
    days integer NOT NULL DEFAULT 1
);
