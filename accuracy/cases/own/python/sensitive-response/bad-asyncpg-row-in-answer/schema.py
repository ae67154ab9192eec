STATEMENTS = [
    "CREATE TABLE IF NOT EXISTS curators (id serial PRIMARY KEY, name text NOT NULL, email text UNIQUE, password_hash text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS rooms (id serial PRIMARY KEY, title text, curator_id integer REFERENCES curators)",
]
