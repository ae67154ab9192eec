import { all, get, insert, run, type Row } from '../db/connection.ts';

const SESSION_COLUMNS = 'id, kind, created_at, expires_at';

export const userByEmail = (email: string) => get('SELECT * FROM users WHERE email = ?', email.toLowerCase());
export const userById = (id: unknown) => get('SELECT id, email, name, iban, phone, avatar_url, created_at FROM users WHERE id = ?', id);
export const sessionsOf = (userId: number) => all(`SELECT ${SESSION_COLUMNS} FROM sessions WHERE user_id = ? ORDER BY id DESC LIMIT 50`, userId);

export const addUser = (user: Row) => Number(insert('users', { ...user, created_at: Date.now() }).lastInsertRowid);
export const setPassword = (userId: number, password: string) => run('UPDATE users SET password = ? WHERE id = ?', password, userId);

export const membersOf = (workspaceId: string) =>
  all('SELECT u.*, m.role, m.spending_limit_cents, m.joined_at FROM members m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = ? ORDER BY m.joined_at LIMIT 200', workspaceId);
export const memberOf = (workspaceId: unknown, userId: unknown) => get('SELECT * FROM members WHERE workspace_id = ? AND user_id = ?', workspaceId, userId);
export const ownersOf = (workspaceId: string) => all("SELECT user_id FROM members WHERE workspace_id = ? AND role = 'owner'", workspaceId);
export const workspacesOf = (userId: number) =>
  all('SELECT w.id, w.name, w.plan, m.role FROM members m JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = ? ORDER BY w.name LIMIT 100', userId);
