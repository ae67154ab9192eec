import { config } from '../config.ts';
import { log } from '../lib/log.ts';
import { hashPassword, passwordProblem, slug } from '../lib/secrets.ts';
import { get, run, transaction } from './connection.ts';

const day = 86_400_000;

export function seedWhenEmpty() {
  if (get('SELECT 1 FROM users LIMIT 1')) return;
  const now = Date.now();
  transaction(() => {
    const person = (email: string, name: string) =>
      Number(run("INSERT INTO users (email, name, password, status, created_at) VALUES (?, ?, NULL, 'active', ?)", email, name, now).lastInsertRowid);
    const tobias = person('tobias@tallyroom.test', 'Tobias');
    const ines = person('ines@tallyroom.test', 'Ines');
    const kofi = person('kofi@tallyroom.test', 'Kofi');
    const place = (name: string, owner: number, publicProfile: number) => {
      const id = slug();
      run("INSERT INTO workspaces (id, name, plan, credit_cents, seats, public_profile, created_by, created_at) VALUES (?, ?, 'team', 40000, 10, ?, ?, ?)", id, name, publicProfile, owner, now);
      run("INSERT INTO members (workspace_id, user_id, role, spending_limit_cents, joined_at) VALUES (?, ?, 'owner', 500000, ?)", id, owner, now);
      return id;
    };
    const studio = place('Nordlicht Studio', tobias, 1);
    const bakery = place('Harbour Bakery', ines, 0);
    run("INSERT INTO members (workspace_id, user_id, role, joined_at) VALUES (?, ?, 'member', ?)", bakery, kofi, now);
    const spent: [string, number, string, number, string, string][] = [
      [studio, tobias, 'Train to Hamburg', 8_990, 'travel', 'approved'],
      [studio, tobias, 'Desk lamp', 4_500, 'office', 'submitted'],
      [bakery, ines, 'Flour delivery', 61_200, 'material', 'approved'],
      [bakery, kofi, 'Oven repair', 38_000, 'repairs', 'submitted'],
      [bakery, kofi, 'Delivery boxes', 7_250, 'material', 'draft'],
    ];
    for (const entry of spent) run("INSERT INTO expenses (workspace_id, user_id, title, amount_cents, category, status, spent_on, created_at) VALUES (?, ?, ?, ?, ?, ?, '2025-02-11', ?)", ...entry, now);
    run("INSERT INTO comments (expense_id, workspace_id, user_id, body, created_at) VALUES (4, ?, ?, 'The technician comes again on Thursday.', ?)", bakery, ines, now);
    for (const [place, by, number, customer, total] of [[studio, tobias, 'NS-1001', 'Bluebird Cafe', 120_000], [bakery, ines, 'HB-2001', 'Hotel am Hafen', 84_000]] as const) {
      const { lastInsertRowid } = run("INSERT INTO invoices (workspace_id, created_by, number, customer_name, customer_email, notes, internal_memo, margin_percent, total_cents, status, created_at) VALUES (?, ?, ?, ?, 'office@customer.test', 'Payable within 14 days.', 'Pays late, no further discount.', 38, ?, 'sent', ?)", place, by, number, customer, total, now);
      run("INSERT INTO invoice_lines (invoice_id, description, quantity, unit_cents) VALUES (?, 'Services', 1, ?)", lastInsertRowid, total);
    }
    run("INSERT INTO budgets (id, workspace_id, category, limit_cents, created_at) VALUES (?, ?, 'material', 200000, ?)", slug(), bakery, now);
    run("INSERT INTO vouchers (code, amount_cents, max_uses, expires_at) VALUES ('WELCOME25', 2500, 100000, ?)", now + 900 * day);
    run('INSERT INTO vouchers (code, amount_cents, max_uses, expires_at) VALUES (?, 50000, 20, ?)', `PARTNER-${slug(16).toUpperCase()}`, now + 90 * day);
    const articles: [string, string, string][] = [
      ['pricing', 'Pricing', 'Free for five seats, then by seat.'],
      ['terms', 'Terms', 'Plain terms for small companies.'],
      ['import-errors', 'Messages of the importer', 'If your bank file has a quote in the purpose, old importers print: SQLITE_ERROR: near "\'": syntax error at Statement.run (importer.js:88). Update the importer.'],
      ['keys', 'Keys for machines', 'Send X-Api-Key: trk_example_0123456789abcdef with each request.'],
    ];
    for (const article of articles) run('INSERT INTO articles (slug, title, body) VALUES (?, ?, ?)', ...article);
  });
}

export async function createAdministrator() {
  const { email, password } = config.administrator;
  if (!email || !password) return;
  const address = email.trim().toLowerCase();
  if (get('SELECT 1 FROM users WHERE email = ?', address)) return;
  const problem = passwordProblem(password, address);
  if (problem) throw new Error(`TALLYROOM_ADMIN_PASSWORD: ${problem}`);
  run("INSERT INTO users (email, name, password, is_staff, created_at) VALUES (?, 'Administrator', ?, 1, ?)", address, await hashPassword(password), Date.now());
  log('info', 'administrator_created');
}
