import { all, get, run, transaction } from '../db/connection.ts';
import { conflict, missing } from '../lib/http.ts';

export const profileOf = (userId: number) => get('SELECT id, email, name, phone, iban, avatar_url, created_at FROM users WHERE id = ?', userId)!;
export const memberOf = (workspaceId: string, userId: number) =>
  get('SELECT workspace_id, user_id, role, spending_limit_cents, joined_at FROM members WHERE workspace_id = ? AND user_id = ?', workspaceId, userId);
export const membersOf = (workspaceId: string) =>
  all('SELECT u.id, u.name, u.email, m.role, m.spending_limit_cents, m.joined_at FROM members m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = ? ORDER BY m.joined_at LIMIT 200', workspaceId);
export const workspacesOf = (userId: number) =>
  all('SELECT w.id, w.name, w.plan, m.role FROM members m JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = ? ORDER BY w.name LIMIT 100', userId);
export const colleague = (userId: number, otherId: number) =>
  get('SELECT u.id, u.name FROM users u WHERE u.id = ? AND EXISTS (SELECT 1 FROM members a JOIN members b ON a.workspace_id = b.workspace_id WHERE a.user_id = ? AND b.user_id = u.id)', otherId, userId);

const otherOwners = (workspaceId: string, userId: number) =>
  Number(get("SELECT COUNT(*) AS n FROM members WHERE workspace_id = ? AND role = 'owner' AND user_id <> ?", workspaceId, userId)!.n);

export function changeMember(workspaceId: string, userId: number, role: string | undefined, limit: number | undefined) {
  return transaction(() => {
    const member = memberOf(workspaceId, userId);
    if (!member) throw missing('member');
    if (member.role === 'owner' && role && role !== 'owner' && otherOwners(workspaceId, userId) === 0) throw conflict('The last owner stays');
    run('UPDATE members SET role = ?, spending_limit_cents = ? WHERE workspace_id = ? AND user_id = ?', role ?? member.role, limit ?? member.spending_limit_cents, workspaceId, userId);
    return memberOf(workspaceId, userId)!;
  });
}

export function removeMember(workspaceId: string, userId: number) {
  transaction(() => {
    const member = memberOf(workspaceId, userId);
    if (!member) throw missing('member');
    if (member.role === 'owner' && otherOwners(workspaceId, userId) === 0) throw conflict('The last owner stays');
    run('DELETE FROM members WHERE workspace_id = ? AND user_id = ?', workspaceId, userId);
    run('UPDATE api_keys SET revoked = 1 WHERE workspace_id = ? AND user_id = ?', workspaceId, userId);
  });
}

export const endSessions = (userId: number, except = 0) => run('DELETE FROM sessions WHERE user_id = ? AND id <> ?', userId, except);

export function closeAccount(userId: number) {
  transaction(() => {
    const owned = all("SELECT workspace_id FROM members WHERE user_id = ? AND role = 'owner'", userId);
    if (owned.some(({ workspace_id }) => otherOwners(workspace_id, userId) === 0)) throw conflict('Delete your workspaces or hand them over first');
    run("UPDATE users SET status = 'closed', password = NULL, iban = NULL, phone = NULL, avatar_url = NULL, otp_secret = NULL WHERE id = ?", userId);
    run('DELETE FROM members WHERE user_id = ?', userId);
    run('UPDATE api_keys SET revoked = 1 WHERE user_id = ?', userId);
    endSessions(userId);
  });
}
