import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import Boom from '@hapi/boom';
import Joi from 'joi';
import { post } from '../callback.js';
import { settings } from '../settings.js';
import { pool, redis } from '../stores.js';
import { addressOf, take } from '../throttle.js';
import * as vouchers from '../vouchers.js';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Keys are 32 random bytes, so their plain digest is stored and looked up. */
export const apiKeyScheme = () => ({
  async authenticate(request, h) {
    await take('api', addressOf(request), { max: 300, seconds: 60 });
    const [, key] = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '') ?? [];
    if (!key) throw Boom.unauthorized(null, 'Bearer');
    const [[merchant]] = await pool.execute(
      'SELECT m.id, m.callback_url FROM api_keys k JOIN merchants m ON m.id = k.merchant_id WHERE k.digest = ? AND k.revoked_at IS NULL',
      [sha256(key)],
    );
    if (!merchant) throw Boom.unauthorized(null, 'Bearer');
    return h.authenticated({ credentials: { merchant } });
  },
});

const code = Joi.string().hex().length(20).uppercase().required();
const listing = Joi.object({
  search: Joi.string().max(20),
  sort: Joi.string().valid(...Object.keys(vouchers.ORDERS)).default('created'),
  desc: Joi.boolean().default(true),
  limit: Joi.number().integer().min(1).max(100).default(25),
  offset: Joi.number().integer().min(0).max(10_000).default(0),
});
const merchantOf = (request) => request.auth.credentials.merchant;

function verifySignature(request) {
  const stamp = request.headers['x-partner-timestamp'] ?? '';
  const given = Buffer.from(request.headers['x-partner-signature'] ?? '', 'hex');
  const expected = createHmac('sha256', settings.PARTNER_SECRET).update(`${stamp}.`).update(request.payload).digest();
  const fresh = /^\d{10}$/.test(stamp) && Math.abs(Date.now() / 1000 - Number(stamp)) <= 300;
  if (!fresh || given.length !== expected.length || !timingSafeEqual(given, expected)) throw Boom.unauthorized('Bad signature');
}

const partnerEvent = Joi.object({ id: Joi.string().uuid().required(), merchantId: Joi.string().uuid().required() }).unknown(false);

async function revokeKeys(request, h) {
  await take('partner', addressOf(request), { max: 60, seconds: 60 });
  verifySignature(request);
  let parsed;
  try {
    parsed = JSON.parse(request.payload.toString('utf8'));
  } catch {
    throw Boom.badRequest();
  }
  const { value, error } = partnerEvent.validate(parsed);
  if (error) throw Boom.badRequest();
  if (await redis.set(`partner:${value.id}`, '1', 'EX', 86_400, 'NX')) {
    await pool
      .execute('UPDATE api_keys SET revoked_at = UTC_TIMESTAMP() WHERE merchant_id = ? AND revoked_at IS NULL', [value.merchantId])
      .catch(async (failure) => {
        await redis.del(`partner:${value.id}`);
        throw failure;
      });
  }
  return h.response().code(204);
}

export const apiRoutes = [
  {
    method: 'GET',
    path: '/api/vouchers',
    options: { validate: { query: listing } },
    handler: (request) => vouchers.list(merchantOf(request).id, request.query),
  },
  {
    method: 'POST',
    path: '/api/vouchers',
    options: {
      validate: {
        headers: Joi.object({ 'idempotency-key': Joi.string().uuid().required() }).unknown(),
        payload: Joi.object({ cents: Joi.number().integer().min(100).max(1_000_000).required(), terms: Joi.string().max(5000).allow('').default('') }),
      },
    },
    handler: async (request, h) =>
      h.response(await vouchers.issue(merchantOf(request).id, request.payload, request.headers['idempotency-key'])).code(201),
  },
  {
    method: 'POST',
    path: '/api/vouchers/{code}/redeem',
    options: { validate: { params: Joi.object({ code }) } },
    handler: async (request) => {
      const merchant = merchantOf(request);
      const result = await vouchers.redeem(merchant.id, request.params.code);
      if (merchant.callback_url) {
        post(merchant.callback_url, { type: 'redeemed', cents: result.cents }).catch((error) => {
          request.log(['warn', 'callback'], { code: error.code ?? error.name });
        });
      }
      return result;
    },
  },
  {
    method: 'POST',
    path: '/api/partner/revocations',
    options: { auth: false, payload: { parse: false, output: 'data', maxBytes: 4096 } },
    handler: revokeKeys,
  },
].map((route) => ({ ...route, options: { auth: 'api-key', plugins: { crumb: false }, ...route.options } }));
