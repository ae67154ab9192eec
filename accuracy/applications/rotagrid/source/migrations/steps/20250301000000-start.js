'use strict';

const statements = `
CREATE TABLE teams (id uuid PRIMARY KEY, name varchar(80) NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE TYPE enum_users_role AS ENUM ('worker', 'planner', 'manager');
CREATE TABLE users (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES teams, email varchar(254) NOT NULL UNIQUE, name varchar(80) NOT NULL,
  password varchar(200) NOT NULL, role enum_users_role NOT NULL DEFAULT 'worker', active boolean NOT NULL DEFAULT true,
  calendar_digest varchar(64) UNIQUE, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE shifts (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES teams, worker_id uuid REFERENCES users, starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at), place varchar(80) NOT NULL, note varchar(500) NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
  CONSTRAINT one_place_at_a_time EXCLUDE USING gist (worker_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (worker_id IS NOT NULL));
CREATE INDEX shifts_team ON shifts (team_id, starts_at);
CREATE TYPE enum_swaps_state AS ENUM ('asked', 'taken', 'refused');
CREATE TABLE swaps (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES teams, shift_id uuid NOT NULL REFERENCES shifts ON DELETE CASCADE,
  from_id uuid NOT NULL REFERENCES users, to_id uuid NOT NULL REFERENCES users, state enum_swaps_state NOT NULL DEFAULT 'asked',
  created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE UNIQUE INDEX swaps_open ON swaps (shift_id) WHERE state = 'asked';
CREATE TABLE certificates (id uuid PRIMARY KEY, team_id uuid NOT NULL REFERENCES teams, owner_id uuid NOT NULL REFERENCES users,
  title varchar(120) NOT NULL, etag varchar(40) NOT NULL, size integer NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE INDEX certificates_owner ON certificates (owner_id);
CREATE TABLE invitations (digest varchar(64) PRIMARY KEY, user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE, expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE TYPE enum_jobs_kind AS ENUM ('letter', 'roster');
CREATE TABLE jobs (id uuid PRIMARY KEY, kind enum_jobs_kind NOT NULL, payload jsonb NOT NULL, tries integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL, done_at timestamptz, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE INDEX jobs_due ON jobs (due_at) WHERE done_at IS NULL;
CREATE TABLE audit (id uuid PRIMARY KEY, team_id uuid, actor_id uuid, deed varchar(60) NOT NULL, thing varchar(80) NOT NULL, created_at timestamptz NOT NULL);
CREATE INDEX audit_team ON audit (team_id, created_at);
CREATE TABLE payroll_events (id varchar(64) PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE sessions (sid varchar PRIMARY KEY, sess json NOT NULL, expire timestamptz NOT NULL);
CREATE INDEX sessions_expire ON sessions (expire);
CREATE INDEX sessions_user ON sessions ((sess -> 'passport' ->> 'user'));
`;

module.exports = {
  up: (queryInterface) => queryInterface.sequelize.transaction((transaction) => queryInterface.sequelize.query(statements, { transaction })),
  down: async () => {
    throw new Error('there is nothing before this');
  },
};
