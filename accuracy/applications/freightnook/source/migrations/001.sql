CREATE TABLE firms (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), firm_id uuid NOT NULL REFERENCES firms(id), email text NOT NULL, name text NOT NULL,
  role text NOT NULL CHECK (role IN ('clerk', 'dispatcher', 'manager')), password_hash text NOT NULL, epoch integer NOT NULL DEFAULT 1, closed_at timestamptz
);
CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE TABLE refresh_tokens (
  digest text PRIMARY KEY, family uuid NOT NULL, user_id uuid NOT NULL REFERENCES users(id) ON DELETE CASCADE, epoch integer NOT NULL,
  ends_at timestamptz NOT NULL, family_ends_at timestamptz NOT NULL, used boolean NOT NULL DEFAULT false
);
CREATE INDEX refresh_family ON refresh_tokens (family);
CREATE TABLE password_links (digest text PRIMARY KEY, user_id uuid NOT NULL REFERENCES users(id) ON DELETE CASCADE, ends_at timestamptz NOT NULL);
CREATE TABLE shipments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), firm_id uuid NOT NULL REFERENCES firms(id), owner_id uuid NOT NULL REFERENCES users(id),
  reference text NOT NULL, origin char(5) NOT NULL, destination char(5) NOT NULL, weight_kg integer NOT NULL CHECK (weight_kg > 0),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'booked', 'moving', 'done')), version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(), UNIQUE (firm_id, reference)
);
CREATE INDEX shipments_firm ON shipments (firm_id, state, created_at);
CREATE TABLE papers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), firm_id uuid NOT NULL REFERENCES firms(id), shipment_id uuid NOT NULL REFERENCES shipments(id) ON DELETE CASCADE,
  title text NOT NULL, kind text NOT NULL, bytes integer NOT NULL, created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX papers_shipment ON papers (shipment_id);
CREATE TABLE audit (id bigserial PRIMARY KEY, firm_id uuid NOT NULL, actor uuid NOT NULL, action text NOT NULL, subject text NOT NULL, at timestamptz NOT NULL DEFAULT now());
