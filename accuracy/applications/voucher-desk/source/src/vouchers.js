import { randomBytes, randomUUID } from 'node:crypto';
import Boom from '@hapi/boom';
import sanitizeHtml from 'sanitize-html';
import { Select } from './select.js';
import { inTransaction, pool } from './stores.js';

export const ORDERS = { created: 'created_at', cents: 'cents', code: 'code' };
const escapeLike = (text) => text.replace(/[\\%_]/g, '\\$&');

export async function list(merchantId, { search, sort, desc, limit, offset }) {
  const [sql, values] = new Select('SELECT id, code, cents, redeemed_at, terms_html, created_at FROM vouchers')
    .where('merchant_id = ?', merchantId)
    .whereIf(search, 'code LIKE ?', `${escapeLike(search ?? '')}%`)
    .orderBy(ORDERS, sort, desc)
    .page(limit, offset);
  const [rows] = await pool.query(sql, values);
  return rows;
}

export const cleanTerms = (html) =>
  sanitizeHtml(html, {
    allowedTags: ['p', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'br'],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['https', 'mailto'],
    allowProtocolRelative: false,
  });

export async function issue(merchantId, { cents, terms }, requestKey) {
  try {
    const voucher = { id: randomUUID(), code: randomBytes(10).toString('hex').toUpperCase() };
    await pool.execute(
      'INSERT INTO vouchers (id, merchant_id, request_key, code, cents, terms_html) VALUES (?, ?, ?, ?, ?, ?)',
      [voucher.id, merchantId, requestKey, voucher.code, cents, cleanTerms(terms)],
    );
    return voucher;
  } catch (error) {
    if (error.code !== 'ER_DUP_ENTRY') throw error;
    const [[earlier]] = await pool.execute('SELECT id, code FROM vouchers WHERE merchant_id = ? AND request_key = ?', [merchantId, requestKey]);
    if (!earlier) throw error;
    return earlier;
  }
}

export const redeem = (merchantId, code) =>
  inTransaction(async (connection) => {
    const [[voucher]] = await connection.execute(
      'SELECT id, cents, redeemed_at FROM vouchers WHERE merchant_id = ? AND code = ? FOR UPDATE',
      [merchantId, code],
    );
    if (!voucher) throw Boom.notFound();
    if (voucher.redeemed_at) throw Boom.conflict('Redeemed already');
    await connection.execute('UPDATE vouchers SET redeemed_at = UTC_TIMESTAMP() WHERE id = ?', [voucher.id]);
    return { cents: voucher.cents };
  });

const cell = (value) => {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

export const toCsv = (rows) =>
  ['code,cents,redeemed', ...rows.map((row) => [row.code, row.cents, row.redeemed_at].map(cell).join(','))].join('\r\n');
