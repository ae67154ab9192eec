// Usage: node scripts/make-key.js MERCHANT_ID — shows the new key once; only its digest is kept.
import { createHash, randomBytes } from 'node:crypto';
import { pool, redis, withLock } from '../src/stores.js';

const [merchantId] = process.argv.slice(2);
const key = randomBytes(32).toString('base64url');
const made = await withLock(`make-key:${merchantId}`, 10, async () => {
  await pool.execute('INSERT INTO api_keys (digest, merchant_id) VALUES (?, ?)', [createHash('sha256').update(key).digest('hex'), merchantId]);
  return true;
});
process.stdout.write(made ? `${key}\n` : 'Somebody else is making a key right now.\n');
await pool.end();
redis.disconnect();
