import { randomBytes } from 'node:crypto';
import type { Ctx } from './http.ts';
import type { Row } from '../db/connection.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const esc = (text: unknown) => String(text ?? '').replace(/[&<>"']/g, (found) => entities[found]);
export const euros = (cents: number) => `${(cents / 100).toFixed(2)} EUR`;

const themes = new Map([['plain', '#ffffff'], ['sand', '#f4ecd8'], ['night', '#1d2030']]);
const languages = new Set(['en', 'de', 'fr', 'pt']);

export function page(c: Ctx, title: string, content: string, status: 200 | 404 = 200) {
  const nonce = randomBytes(16).toString('base64');
  const theme = themes.get(c.req.query('theme') ?? 'plain') ?? '#ffffff';
  const wanted = c.req.query('lang') ?? 'en';
  const lang = languages.has(wanted) ? wanted : 'en';
  c.header('Content-Security-Policy', `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`);
  return c.html(`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${esc(title)}</title>
<style nonce="${nonce}">body { background: ${theme}; font-family: sans-serif; }</style></head>
<body><h1>${esc(title)}</h1>${content}</body></html>`, status);
}

export function invoiceContent(invoice: Row, lines: Row[]) {
  const rows = lines.map((line) => `<tr><td>${esc(line.description)}</td><td>${esc(line.quantity)}</td><td>${esc(euros(line.unit_cents))}</td></tr>`);
  return `<p>For ${esc(invoice.customer_name)}</p><table>${rows.join('')}</table><p>Total ${esc(euros(invoice.total_cents))}</p><section>${esc(invoice.notes)}</section>`;
}

const cell = (value: unknown) => {
  const text = String(value ?? '');
  const inert = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};

export function csv(columns: readonly string[], rows: Row[]) {
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join('\r\n') + '\r\n';
}

export const attachment = (name: string) => `attachment; filename="${name.replace(/[^\w.-]/g, '_').slice(0, 80)}"`;
