CREATE TABLE customers (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'customer',
  balance_cents BIGINT NOT NULL DEFAULT 0,
  notice_template TEXT,
  hook_url TEXT
);
CREATE TABLE parcels (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id BIGINT NOT NULL REFERENCES customers (id),
  code TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  street TEXT NOT NULL,
  city TEXT NOT NULL,
  weight_g INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'announced',
  price_cents BIGINT NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE scans (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parcel_id BIGINT NOT NULL REFERENCES parcels (id),
  place TEXT NOT NULL,
  photo TEXT,
  at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX parcels_customer ON parcels (customer_id, created_at DESC);
CREATE INDEX scans_parcel ON scans (parcel_id, at);
