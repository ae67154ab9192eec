import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';

process.env.ORIGIN = 'https://rota.example.org';
process.env.DATABASE_URL = 'postgres://localhost/rota_test';
process.env.SESSION_SECRETS = 'x'.repeat(43);
process.env.PAYROLL_KEY = 'y'.repeat(43);
process.env.DOCUMENTS = '/tmp/rota';
process.env.SMTP_HOST = 'localhost';
process.env.MAIL_FROM = 'rota@example.org';

test('signatures are good for five minutes', async () => {
  const { signatureFits } = await import('../src/features/payroll');
  const body = Buffer.from('{"id":"1"}');
  const signature = createHmac('sha256', 'k').update('1700000000.').update(body).digest('hex');
  const header = `t=1700000000,v1=${signature}`;
  assert.equal(signatureFits('k', header, body, 1_700_000_100_000), true);
  assert.equal(signatureFits('k', header, body, 1_700_001_000_000), false);
  assert.equal(signatureFits('k', header, Buffer.from('{}'), 1_700_000_100_000), false);
});
