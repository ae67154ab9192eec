CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email varchar(254) NOT NULL UNIQUE,
  password_hash text NOT NULL
);
CREATE TABLE sessions (
  digest char(64) PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX ON sessions (user_id);
CREATE INDEX ON sessions (expires_at);
CREATE TABLE rooms (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name varchar(120) NOT NULL
);
CREATE TABLE members (
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  room_id uuid NOT NULL REFERENCES rooms ON DELETE CASCADE,
  can_write boolean NOT NULL DEFAULT false,
  PRIMARY KEY (user_id, room_id)
);
CREATE INDEX ON members (room_id);
CREATE TABLE files (
  id uuid PRIMARY KEY,
  room_id uuid NOT NULL REFERENCES rooms ON DELETE CASCADE,
  name varchar(200) NOT NULL,
  size bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON files (room_id, created_at);
CREATE TABLE messages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room_id uuid NOT NULL REFERENCES rooms ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  body varchar(2000) NOT NULL
);
CREATE INDEX ON messages (room_id, id);
CREATE INDEX ON messages (user_id);
