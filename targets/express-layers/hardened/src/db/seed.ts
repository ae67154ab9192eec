import { randomBytes } from 'node:crypto';
import { config } from '../config.ts';
import { hashPassword } from '../lib/secrets.ts';
import { epoch, now } from './database.ts';
import { from, insert } from './query.ts';

const unusable = () => hashPassword(randomBytes(24).toString('hex'));

async function person(email: string, name: string, role: string, org: number, extra: Record<string, any> = {}): Promise<number> {
  return insert('users', { email, name, role, org_id: org, password_hash: await unusable(), created_at: now(), ...extra });
}

export async function seed(): Promise<void> {
  if (from('organisations').count() === 0) await sampleRows();
  const { email, password } = config.administrator;
  if (email && password && !from('users').where({ email: email.toLowerCase() }).first()) {
    insert('users', { email: email.toLowerCase(), name: 'Administrator', role: 'admin', org_id: 1, org_owner: 1, password_hash: await hashPassword(password), created_at: now() });
  }
}

async function sampleRows(): Promise<void> {
  const desk = insert('organisations', { name: 'Deskwise', slug: 'deskwise', plan: 'enterprise', seats: 50, billing_email: 'finance@deskwise.test', settings: '{}', created_at: now() });
  const north = insert('organisations', { name: 'Northwind Cycles', slug: 'northwind', plan: 'team', seats: 12, credit_cents: 15000, billing_email: 'ap@northwind.test', settings: '{"public_status":true,"survey_tag":"billing"}', created_at: now() });
  const agent = await person('ines.agent@deskwise.test', 'Ines Albrecht', 'agent', desk);
  await person('tour@deskwise.test', 'Product tour', 'customer', desk, { password_hash: '!', status: 'closed' });
  const mara = await person('mara@northwind.test', 'Mara Lindqvist', 'customer', north, { org_owner: 1, phone: '+46 70 555 0199' });
  const piet = await person('piet@northwind.test', 'Piet de Boer', 'customer', north);

  const rows: [string, string, string, string, number][] = [
    ['Invoice shows the old address', 'Please change the address on NW-2041.', 'billing', 'solved', mara],
    ['Handheld scanners cannot sign in', 'Since Monday two scanners get code 41.', 'login', 'open', piet],
    ['Contract for 2027', 'Our offer from the other vendor is 18 % lower.', 'billing', 'open', mara],
  ];
  rows.forEach(([subject, body, tag, status, requester], index) => {
    const ticket = insert('tickets', { org_id: north, requester_id: requester, assignee_id: agent, subject, body, tag, status, created_at: now(), updated_at: now() });
    insert('comments', { ticket_id: ticket, author_id: agent, body: 'Thanks, we are looking into it.', created_at: now() });
    insert('comments', { ticket_id: ticket, author_id: agent, body: 'Margin is thin here, do not go below list minus 10.', internal: 1, created_at: now() });
    insert('time_entries', { ticket_id: ticket, agent_id: agent, minutes: 15 * (index + 1), note: 'triage', created_at: now() });
    insert('surveys', { ticket_id: ticket, token: randomBytes(24).toString('base64url'), score: index === 0 ? 4 : null, comment: index === 0 ? 'Quick, but the phone menu of Northwind is a maze' : null, answered_at: index === 0 ? now() : null });
  });
  insert('canned_replies', { org_id: north, title: 'Receipt', template: 'Hello {{ customer.name }}, we received "{{ ticket.subject }}".', created_by: mara, created_at: now() });
  insert('invoices', { org_id: north, number: 'DW-1001', plan: 'team', seats: 12, total_cents: 34800, status: 'paid', created_at: now(), paid_at: now() });
  insert('invoices', { org_id: north, number: 'DW-1002', plan: 'team', seats: 12, total_cents: 34800, created_at: now() });
  insert('webhooks', { org_id: north, url: 'https://hooks.northwind.test/desk', events: 'ticket.created', secret: '', created_at: now() });
  insert('invitations', { org_id: north, email: 'new.hire@northwind.test', code: randomBytes(18).toString('base64url'), expires_at: epoch() + 30 * 86400 });
  insert('vouchers', { code: 'WELCOME10', credit_cents: 1000 });
  insert('vouchers', { code: `PARTNER-${randomBytes(6).toString('hex')}`, credit_cents: 25000 });

  const articles: [string, string, string][] = [
    ['getting-started', 'Getting started', 'Open a ticket from the portal or by mail. Replies appear in both places.'],
    ['api-keys', 'API keys', 'Send the key in a header:\n\nX-Api-Key: dk_example_4f6c0a9b2d7e81c35a\n\nKeys are shown once when they are made.'],
    ['import-errors', 'Messages of the importer', 'SQLITE_ERROR: near "FORM": syntax error\n\nThis means that the file of the old system was cut. Export it again.'],
    ['webhooks', 'Webhooks', 'We send a POST with a signature. Answer with 2xx within five seconds.'],
  ];
  for (const [slug, title, body] of articles) insert('articles', { slug, title, body, author_id: agent, updated_at: now() });
  insert('articles', { slug: 'pricing-draft', title: 'Pricing 2027 (draft)', body: 'Not yet decided.', published: 0, author_id: agent, updated_at: now() });
  insert('article_feedback', { article_id: 1, author: 'Mara', helpful: 1, comment: 'Clear, thank you', created_at: now() });
  insert('audit_log', { actor_id: agent, action: 'organisation.plan', subject: 'northwind starter -> team', ip: '10.20.0.4', created_at: now() });
}
