import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { config } from '../config.ts';

export type Row = Record<string, any>;
mkdirSync(dirname(config.databasePath), { recursive: true });
export const db = new DatabaseSync(config.databasePath);
db.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 3000;');

db.exec(`
CREATE TABLE IF NOT EXISTS organisations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, slug TEXT NOT NULL UNIQUE, plan TEXT NOT NULL DEFAULT 'starter',
  seats INTEGER NOT NULL DEFAULT 3, credit_cents INTEGER NOT NULL DEFAULT 0, billing_email TEXT, settings TEXT NOT NULL DEFAULT '{}', inbound_secret TEXT, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL, role TEXT NOT NULL DEFAULT 'customer',
  org_id INTEGER NOT NULL REFERENCES organisations(id), org_owner INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL DEFAULT 'active', token_version INTEGER NOT NULL DEFAULT 1,
  phone TEXT, avatar_url TEXT, locale TEXT NOT NULL DEFAULT 'en', tint TEXT, preferences TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS refresh_tokens (jti TEXT PRIMARY KEY, user_id INTEGER NOT NULL, family TEXT NOT NULL, used_at TEXT, revoked_at TEXT, expires_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS password_resets (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, code TEXT NOT NULL, used_at TEXT, expires_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS invitations (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, email TEXT NOT NULL, code TEXT NOT NULL, accepted_at TEXT, expires_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS tickets (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, requester_id INTEGER NOT NULL, assignee_id INTEGER, subject TEXT NOT NULL, body TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open', priority TEXT NOT NULL DEFAULT 'normal', tag TEXT NOT NULL DEFAULT 'general', created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS tickets_org ON tickets (org_id, status);
CREATE TABLE IF NOT EXISTS comments (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL, author_id INTEGER, body TEXT NOT NULL, internal INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS comments_ticket ON comments (ticket_id);
CREATE TABLE IF NOT EXISTS attachments (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL, uploader_id INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, file TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS time_entries (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL, agent_id INTEGER NOT NULL, minutes INTEGER NOT NULL, note TEXT, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS canned_replies (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, title TEXT NOT NULL, template TEXT NOT NULL, created_by INTEGER NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, body TEXT NOT NULL, published INTEGER NOT NULL DEFAULT 1, author_id INTEGER, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article_feedback (id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, author TEXT NOT NULL, helpful INTEGER NOT NULL, comment TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS webhooks (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL, secret TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS api_keys (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, user_id INTEGER NOT NULL, name TEXT NOT NULL, prefix TEXT NOT NULL, key TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL, expires_at INTEGER, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS exports (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, user_id INTEGER NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, rows INTEGER NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS surveys (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL UNIQUE, token TEXT NOT NULL UNIQUE, score INTEGER, comment TEXT, answered_at TEXT);
CREATE TABLE IF NOT EXISTS invoices (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, number TEXT NOT NULL, plan TEXT NOT NULL, seats INTEGER NOT NULL, total_cents INTEGER NOT NULL, status TEXT NOT NULL DEFAULT 'open', created_at TEXT NOT NULL, paid_at TEXT);
CREATE TABLE IF NOT EXISTS vouchers (code TEXT PRIMARY KEY, credit_cents INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS redemptions (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL, code TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audit_log (id INTEGER PRIMARY KEY, actor_id INTEGER, action TEXT NOT NULL, subject TEXT, ip TEXT, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rate_counters (bucket TEXT PRIMARY KEY, count INTEGER NOT NULL, resets_at INTEGER NOT NULL);
`);

export function transaction<T>(work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

export const now = () => new Date().toISOString();
export const epoch = () => Math.floor(Date.now() / 1000);
