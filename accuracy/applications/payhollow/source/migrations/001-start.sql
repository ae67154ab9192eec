CREATE TABLE firms (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, rules jsonb NOT NULL DEFAULT '{}');
CREATE TABLE people (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  firm_id uuid NOT NULL REFERENCES firms(id),
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('member', 'lead', 'finance', 'owner')),
  password_hash text NOT NULL,
  token_epoch integer NOT NULL DEFAULT 1,
  blocked_at timestamptz
);
CREATE UNIQUE INDEX people_email ON people (lower(email));
CREATE TABLE claims (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  firm_id uuid NOT NULL REFERENCES firms(id),
  person_id uuid NOT NULL REFERENCES people(id),
  title text NOT NULL,
  amount_cents integer NOT NULL CHECK (amount_cents > 0),
  currency char(3) NOT NULL,
  spent_on date NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'approved', 'refused', 'paid')),
  decided_by uuid REFERENCES people(id),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX claims_firm ON claims (firm_id, state, created_at);
CREATE TABLE receipts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  claim_id uuid NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  title text NOT NULL,
  bytes integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE refresh_tokens (
  digest text PRIMARY KEY,
  family uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  epoch integer NOT NULL,
  family_ends_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX refresh_family ON refresh_tokens (family);
CREATE TABLE resets (digest text PRIMARY KEY, person_id uuid NOT NULL REFERENCES people(id) ON DELETE CASCADE, expires_at timestamptz NOT NULL);
CREATE TABLE hooks (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), firm_id uuid NOT NULL UNIQUE REFERENCES firms(id), url text NOT NULL, secret text NOT NULL);
CREATE TABLE trail (
  id bigserial PRIMARY KEY, firm_id uuid NOT NULL, actor uuid NOT NULL, action text NOT NULL, subject text NOT NULL, at timestamptz NOT NULL DEFAULT now()
);
