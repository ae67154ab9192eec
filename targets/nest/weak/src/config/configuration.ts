import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default () => ({
  host: process.env.HOST || '0.0.0.0',
  port: parseInt(process.env.PORT || '4000', 10),
  databasePath: process.env.DATABASE_PATH || ':memory:',
  uploadDir: process.env.UPLOAD_DIR || mkdtempSync(join(tmpdir(), 'stagefront-')),
  jwt: { secret: process.env.JWT_SECRET || 'stagefront' },
  gateway: {
    url: process.env.GATEWAY_URL || 'https://gateway.payments.example/v2',
    apiKey: 'pgk_7f3c1e9ab24d4c60b1',
    webhookSecret: process.env.GATEWAY_WEBHOOK_SECRET || 'whs-4417-stage',
  },
  ibanKey: 'stagefront-iban1',
  exampleKey: 'pgk_XXXXXXXXXXXXXXXXXX',
});
