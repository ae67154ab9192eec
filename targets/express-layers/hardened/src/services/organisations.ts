import { epoch, transaction } from '../db/database.ts';
import { conflict, invalid, missing } from '../lib/errors.ts';
import { merge } from '../lib/merge.ts';
import { randomToken, seal, unseal } from '../lib/secrets.ts';
import { remember } from '../lib/cache.ts';
import * as organisations from '../repositories/organisations.ts';
import * as tickets from '../repositories/tickets.ts';
import * as users from '../repositories/users.ts';
import { endSessions } from './accounts.ts';

type Row = Record<string, any>;

export function shown(org: Row): Row {
  const { id, name, slug, plan, seats, credit_cents, billing_email, settings } = org;
  return { id, name, slug, plan, seats, credit_cents, billing_email, settings: JSON.parse(settings) };
}

export const own = (user: Row) => shown(organisations.orgById(user.org_id));

export function change(user: Row, input: Row): Row {
  const { settings, ...changes } = input;
  if (settings) {
    const present = JSON.parse(organisations.orgById(user.org_id).settings);
    changes.settings = JSON.stringify(merge(present, settings));
  }
  organisations.changeOrg(user.org_id, changes);
  return own(user);
}

export const members = (user: Row) => users.membersOf(user.org_id).map((row) => ({ ...row, owner: Boolean(row.org_owner), org_owner: undefined }));

export function removeMember(user: Row, id: number): void {
  const member = users.memberOf(user.org_id, id);
  if (!member) throw missing('Member');
  if (member.id === user.id) throw conflict('You cannot remove yourself');
  const org = organisations.createOrg(`${member.name} (former member)`, `former-${member.id}-${randomToken(4).toLowerCase()}`);
  users.changeUser(id, { org_id: org, org_owner: 1 });
  endSessions(id);
  organisations.audit(user.id, 'member.removed', String(id));
}

export function invite(user: Row, email: string): Row {
  const code = randomToken(18);
  const expires = epoch() + 7 * 86400;
  const id = organisations.createInvitation(user.org_id, email, code, expires);
  users.mail(email, 'Invitation', `You were invited to ${organisations.orgById(user.org_id).name}: ${code}`);
  return { id, email, code, expires_at: expires };
}

export function accept(user: Row, code: string): Row {
  return transaction(() => {
    const invitation = organisations.findInvitation({ code });
    if (!invitation || invitation.expires_at < epoch()) throw missing('Invitation');
    organisations.acceptInvitation(invitation.id);
    users.changeUser(user.id, { org_id: invitation.org_id, org_owner: 0 });
    return shown(organisations.orgById(invitation.org_id));
  });
}

export function rotateInbound(user: Row): Row {
  const secret = randomToken(24);
  organisations.changeOrg(user.org_id, { inbound_secret: seal(secret) });
  const { slug } = organisations.orgById(user.org_id);
  return { url: `/hooks/inbound/${slug}`, secret };
}

export const inboundSecret = (org: Row) => (org.inbound_secret ? unseal(org.inbound_secret) : undefined);

/** What an organisation shows to everybody when it switched that on. */
export function publicStatus(slug: string): Row {
  const org = organisations.orgBySlug(slug);
  if (!org || JSON.parse(org.settings).public_status !== true) throw missing('Organisation');
  return { name: org.name, accepting_tickets: true };
}

export function surveySummary(user: Row): Row {
  const settings = JSON.parse(organisations.orgById(user.org_id).settings);
  const answers = tickets.surveyAnswers(user.org_id, settings.survey_tag);
  const scores = answers.map((answer) => Number(answer.score));
  return { tag: settings.survey_tag ?? null, responses: answers.length, average: scores.length ? scores.reduce((a, b) => a + b, 0) / scores.length : null, answers };
}

export function dashboard(user: Row, days: number): Row {
  if (!Number.isInteger(days) || days < 1 || days > 365) throw invalid('days is 1 to 365');
  return remember(`dashboard:${user.org_id}:${user.role}:${days}`, 30, () => {
    const org = organisations.orgById(user.org_id);
    return { organisation: org.name, days, tickets: tickets.ticketCounts(user.org_id, days), credit_cents: org.credit_cents };
  });
}
