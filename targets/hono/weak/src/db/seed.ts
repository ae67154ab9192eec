import { hashPassword, slug, secretToken } from '../lib/secrets.ts';
import { get, insert, transaction } from './connection.ts';

const day = 86_400_000;

export function seedWhenEmpty() {
  if (get('SELECT 1 FROM users LIMIT 1')) return;
  const now = Date.now();
  transaction(() => {
    const person = (email: string, name: string, password: string, extra = {}) =>
      Number(insert('users', { email, name, password, created_at: now, ...extra }).lastInsertRowid);
    person('admin@tallyroom.test', 'Maren', hashPassword('tallyadmin'), { is_staff: 1 });
    const tobias = person('tobias@tallyroom.test', 'Tobias', hashPassword('Sommer2024'), { iban: 'DE02120300000000202051', phone: '+49 30 5550101' });
    const ines = person('ines@tallyroom.test', 'Ines', hashPassword(secretToken()), { iban: 'PT50000201231234567890154', phone: '+351 5550102' });
    const kofi = person('kofi@tallyroom.test', 'Kofi', hashPassword(secretToken()), { iban: 'NL91ABNA0417164300' });
    person('walkthrough@tallyroom.test', 'Walkthrough', '!', { status: 'closed' });

    const place = (name: string, owner: number, publicProfile: number) => {
      const id = slug();
      insert('workspaces', { id, name, plan: 'team', credit_cents: 40_000, settings: JSON.stringify({ limits: { seats: 10 } }), public_profile: publicProfile, created_by: owner, created_at: now });
      insert('members', { workspace_id: id, user_id: owner, role: 'owner', spending_limit_cents: 500_000, joined_at: now });
      return id;
    };
    const studio = place('Nordlicht Studio', tobias, 1);
    const bakery = place('Harbour Bakery', ines, 0);
    insert('members', { workspace_id: bakery, user_id: kofi, role: 'member', joined_at: now });

    const spent: [string, number, string, number, string, string][] = [
      [studio, tobias, 'Train to Hamburg', 8_990, 'travel', 'approved'],
      [studio, tobias, 'Desk lamp', 4_500, 'office', 'submitted'],
      [bakery, ines, 'Flour delivery', 61_200, 'material', 'approved'],
      [bakery, kofi, 'Oven repair', 38_000, 'repairs', 'submitted'],
      [bakery, kofi, 'Delivery boxes', 7_250, 'material', 'draft'],
    ];
    for (const [workspace_id, user_id, title, amount_cents, category, status] of spent) {
      insert('expenses', { workspace_id, user_id, title, amount_cents, category, status, spent_on: '2025-02-11', created_at: now });
    }
    insert('comments', { expense_id: 4, workspace_id: bakery, user_id: ines, body: 'The technician comes again on Thursday.', created_at: now });
    for (const [workspace_id, created_by, number, customer_name, total_cents] of [[studio, tobias, 'NS-1001', 'Bluebird Cafe', 120_000], [bakery, ines, 'HB-2001', 'Hotel am Hafen', 84_000]] as const) {
      const { lastInsertRowid } = insert('invoices', {
        workspace_id, created_by, number, customer_name, customer_email: 'office@customer.test', notes: 'Payable within 14 days.',
        internal_memo: 'Pays late, no further discount.', margin_percent: 38, total_cents, status: 'sent', created_at: now,
      });
      insert('invoice_lines', { invoice_id: Number(lastInsertRowid), description: 'Services', quantity: 1, unit_cents: total_cents });
    }
    insert('budgets', { id: slug(), workspace_id: bakery, category: 'material', limit_cents: 200_000, created_at: now });
    insert('api_keys', { id: slug(), workspace_id: bakery, name: 'Till', key: `trk_${secretToken()}`, scopes: 'expenses:read', user_id: ines, created_at: now });
    insert('webhooks', { id: slug(), workspace_id: bakery, url: 'https://hooks.customer.test/in', events: '["expense.approved"]', secret: secretToken(), created_at: now });
    insert('vouchers', { code: 'WELCOME25', amount_cents: 2_500, max_uses: 100_000, expires_at: now + 900 * day });
    insert('vouchers', { code: `PARTNER-${slug(12).toUpperCase()}`, amount_cents: 50_000, max_uses: 20, expires_at: now + 90 * day });
    const articles: [string, string, string][] = [
      ['pricing', 'Pricing', 'Free for five seats, then by seat.'],
      ['terms', 'Terms', 'Plain terms for small companies.'],
      ['import-errors', 'Messages of the importer', 'If your bank file has a quote in the purpose, old importers print: SQLITE_ERROR: near "\'": syntax error at Statement.run (importer.js:88). Update the importer.'],
      ['keys', 'Keys for machines', 'Send X-Api-Key: trk_example_0123456789abcdef with each request.'],
    ];
    for (const [slugText, title, body] of articles) insert('articles', { slug: slugText, title, body });
  });
}
