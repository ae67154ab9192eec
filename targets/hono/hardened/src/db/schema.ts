export const schema = `
CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT,
  is_staff INTEGER NOT NULL DEFAULT 0 CHECK (is_staff IN (0, 1)), status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'closed')),
  iban TEXT, phone TEXT, avatar_url TEXT, view TEXT NOT NULL DEFAULT 'list', density TEXT NOT NULL DEFAULT 'wide', notifications TEXT NOT NULL DEFAULT '[]',
  otp_secret TEXT, otp_pending TEXT, otp_step INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, token_hash TEXT NOT NULL UNIQUE, user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_user ON sessions (user_id);
CREATE TABLE IF NOT EXISTS resets (
  token_hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE, used INTEGER NOT NULL DEFAULT 0, expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS counters (
  key TEXT NOT NULL, window INTEGER NOT NULL, count INTEGER NOT NULL, ends_at INTEGER NOT NULL, PRIMARY KEY (key, window)
) STRICT;
CREATE TABLE IF NOT EXISTS workspaces (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, plan TEXT NOT NULL DEFAULT 'free', credit_cents INTEGER NOT NULL DEFAULT 0 CHECK (credit_cents >= 0),
  seats INTEGER NOT NULL DEFAULT 5, currency TEXT NOT NULL DEFAULT 'EUR', public_profile INTEGER NOT NULL DEFAULT 0, created_by INTEGER NOT NULL REFERENCES users, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS members (
  workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, user_id INTEGER NOT NULL REFERENCES users,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'approver', 'owner')), spending_limit_cents INTEGER NOT NULL DEFAULT 50000 CHECK (spending_limit_cents >= 0),
  joined_at INTEGER NOT NULL, opened_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (workspace_id, user_id)
) STRICT;
CREATE INDEX IF NOT EXISTS members_user ON members (user_id);
CREATE TABLE IF NOT EXISTS invitations (
  id TEXT PRIMARY KEY, code_hash TEXT NOT NULL UNIQUE, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, role TEXT NOT NULL,
  uses INTEGER NOT NULL DEFAULT 0, max_uses INTEGER NOT NULL, expires_at INTEGER NOT NULL, created_by INTEGER NOT NULL REFERENCES users
) STRICT;
CREATE TABLE IF NOT EXISTS expenses (
  id INTEGER PRIMARY KEY AUTOINCREMENT, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, user_id INTEGER NOT NULL REFERENCES users,
  title TEXT NOT NULL, amount_cents INTEGER NOT NULL CHECK (amount_cents > 0), category TEXT NOT NULL, note TEXT, spent_on TEXT,
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted', 'approved', 'rejected', 'reimbursed')), decided_by INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS expenses_workspace ON expenses (workspace_id, status);
CREATE TABLE IF NOT EXISTS receipts (
  id TEXT PRIMARY KEY, expense_id INTEGER NOT NULL REFERENCES expenses ON DELETE CASCADE, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users, filename TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT, expense_id INTEGER NOT NULL REFERENCES expenses ON DELETE CASCADE, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users, body TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS invoices (
  id INTEGER PRIMARY KEY AUTOINCREMENT, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, number TEXT NOT NULL, customer_name TEXT NOT NULL,
  customer_email TEXT, customer_vat TEXT, notes TEXT, internal_memo TEXT, margin_percent INTEGER, total_cents INTEGER NOT NULL CHECK (total_cents >= 0),
  status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'sent', 'paid', 'void')), share_hash TEXT UNIQUE, share_until INTEGER,
  paid_at INTEGER, payment_ref TEXT, created_by INTEGER NOT NULL REFERENCES users, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS invoices_workspace ON invoices (workspace_id);
CREATE TABLE IF NOT EXISTS invoice_lines (
  id INTEGER PRIMARY KEY AUTOINCREMENT, invoice_id INTEGER NOT NULL REFERENCES invoices ON DELETE CASCADE, description TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0), unit_cents INTEGER NOT NULL CHECK (unit_cents >= 0)
) STRICT;
CREATE TABLE IF NOT EXISTS share_views (
  id INTEGER PRIMARY KEY AUTOINCREMENT, invoice_id INTEGER NOT NULL REFERENCES invoices ON DELETE CASCADE, referrer TEXT, seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS exports (
  name TEXT PRIMARY KEY, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, content BLOB NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS budgets (
  id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, category TEXT NOT NULL, limit_cents INTEGER NOT NULL CHECK (limit_cents > 0),
  created_at INTEGER NOT NULL, UNIQUE (workspace_id, category)
) STRICT;
CREATE TABLE IF NOT EXISTS webhooks (
  id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, url TEXT NOT NULL, events TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1, previous_until INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT, webhook_id TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE, event TEXT NOT NULL, outcome TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS api_keys (
  id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, name TEXT NOT NULL, secret_hash TEXT NOT NULL, previous_hash TEXT,
  previous_until INTEGER NOT NULL DEFAULT 0, scopes TEXT NOT NULL, user_id INTEGER NOT NULL REFERENCES users, revoked INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL, used_at INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS vouchers (
  code TEXT PRIMARY KEY, amount_cents INTEGER NOT NULL CHECK (amount_cents > 0), uses INTEGER NOT NULL DEFAULT 0, max_uses INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  CHECK (uses <= max_uses)
) STRICT;
CREATE TABLE IF NOT EXISTS redemptions (
  code TEXT NOT NULL REFERENCES vouchers, workspace_id TEXT NOT NULL REFERENCES workspaces ON DELETE CASCADE, created_at INTEGER NOT NULL, PRIMARY KEY (code, workspace_id)
) STRICT;
CREATE TABLE IF NOT EXISTS articles (slug TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, workspace_id TEXT, action TEXT NOT NULL, target TEXT NOT NULL, seal TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS audit_workspace ON audit (workspace_id);
CREATE TRIGGER IF NOT EXISTS audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
`;
