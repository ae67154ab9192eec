CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    village TEXT NOT NULL DEFAULT '',
    bio TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT 'member',
    packets_left INTEGER NOT NULL DEFAULT 10,
    reset_code TEXT
);

CREATE TABLE seed (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    family TEXT NOT NULL,
    year INTEGER NOT NULL,
    notes TEXT NOT NULL DEFAULT '',
    photo TEXT
);

CREATE TABLE swap (
    id INTEGER PRIMARY KEY,
    seed_id INTEGER NOT NULL REFERENCES seed (id),
    from_id INTEGER NOT NULL REFERENCES member (id),
    to_id INTEGER NOT NULL REFERENCES member (id),
    address TEXT NOT NULL,
    message TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'asked'
);

CREATE INDEX seed_owner ON seed (owner_id);
CREATE INDEX swap_members ON swap (from_id, to_id);
