CREATE TABLE merchants (
  id CHAR(36) PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  callback_url VARCHAR(500) NULL
);
CREATE TABLE admins (
  id CHAR(36) PRIMARY KEY,
  merchant_id CHAR(36) NOT NULL,
  email VARCHAR(254) NOT NULL UNIQUE,
  password_hash VARCHAR(200) NOT NULL,
  FOREIGN KEY (merchant_id) REFERENCES merchants (id)
);
CREATE TABLE api_keys (
  digest CHAR(64) PRIMARY KEY,
  merchant_id CHAR(36) NOT NULL,
  revoked_at DATETIME NULL,
  FOREIGN KEY (merchant_id) REFERENCES merchants (id)
);
CREATE TABLE vouchers (
  id CHAR(36) PRIMARY KEY,
  merchant_id CHAR(36) NOT NULL,
  request_key CHAR(36) NOT NULL,
  code CHAR(20) NOT NULL UNIQUE,
  cents INT UNSIGNED NOT NULL,
  terms_html TEXT NOT NULL,
  redeemed_at DATETIME NULL,
  created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE KEY (merchant_id, request_key),
  KEY (merchant_id, created_at),
  KEY (merchant_id, cents),
  FOREIGN KEY (merchant_id) REFERENCES merchants (id)
);
