import type { Row } from '../db/connection.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const esc = (text: unknown) => String(text ?? '').replace(/[&<>"']/g, (found) => entities[found]);
export const euros = (cents: number) => `${(cents / 100).toFixed(2)} EUR`;

const mark = '<svg width="24" height="24"><circle cx="12" cy="12" r="10" fill="#226"/></svg>';
const themes = new Map([['plain', '#ffffff'], ['sand', '#f4ecd8'], ['night', '#1d2030']]);

export function page(title: string, content: string, options: { lang?: string; theme?: string } = {}) {
  const background = themes.get(options.theme ?? '') ?? themes.get('plain');
  return `<!doctype html><html lang="${options.lang ?? 'en'}"><head><meta charset="utf-8"><title>${esc(title)}</title></head>
<body style="background:${background}">${mark}<h1>${esc(title)}</h1>${content}</body></html>`;
}

export function invoicePage(invoice: Row, lines: Row[], options: { lang?: string; theme?: string }) {
  const rows = lines.map((line) => `<tr><td>${esc(line.description)}</td><td>${line.quantity}</td><td>${euros(line.unit_cents)}</td></tr>`);
  return page(`Invoice ${invoice.number}`, `
<p>For ${esc(invoice.customer_name)}</p>
<table>${rows.join('')}</table>
<p>Total ${euros(invoice.total_cents)}</p>
<section class="notes">${invoice.notes ?? ''}</section>`, options);
}

const cell = (value: unknown) => {
  const text = String(value ?? '');
  const inert = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
};

export function csv(columns: string[], rows: Row[]) {
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join('\r\n') + '\r\n';
}
