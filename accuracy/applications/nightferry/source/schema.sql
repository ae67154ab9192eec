CREATE TABLE people (
  id bigserial PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, role text NOT NULL DEFAULT 'traveller' CHECK (role IN ('traveller', 'purser', 'office')),
  password_hash text NOT NULL, closed boolean NOT NULL DEFAULT false
);
CREATE TABLE logins (digest text PRIMARY KEY, person bigint NOT NULL REFERENCES people(id) ON DELETE CASCADE, started timestamptz NOT NULL DEFAULT now(), seen timestamptz NOT NULL DEFAULT now());
CREATE INDEX logins_person ON logins (person);
CREATE TABLE links (digest text PRIMARY KEY, person bigint NOT NULL REFERENCES people(id) ON DELETE CASCADE, ends timestamptz NOT NULL);
CREATE TABLE tries (key text PRIMARY KEY, ends timestamptz NOT NULL, n integer NOT NULL);
CREATE TABLE sailings (
  id bigserial PRIMARY KEY, code text NOT NULL UNIQUE, origin char(5) NOT NULL, destination char(5) NOT NULL, departs timestamptz NOT NULL,
  cabins integer NOT NULL CHECK (cabins >= 0), cents integer NOT NULL CHECK (cents > 0), notice text NOT NULL DEFAULT ''
);
CREATE INDEX sailings_departs ON sailings (departs);
CREATE TABLE bookings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), sailing bigint NOT NULL REFERENCES sailings(id), person bigint NOT NULL REFERENCES people(id),
  berths integer NOT NULL CHECK (berths BETWEEN 1 AND 6), state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'boarded', 'cancelled')), made timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bookings_person ON bookings (person, made);
CREATE INDEX bookings_sailing ON bookings (sailing);
CREATE TABLE trail (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), person bigint, action text NOT NULL, subject text NOT NULL);
