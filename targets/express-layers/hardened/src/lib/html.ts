const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const esc = (value: unknown) => String(value ?? '').replace(/[&<>"']/g, (char) => entities[char]);

/** JSON inside of a script element. */
export const scriptJson = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c').replace(/\u2028|\u2029/g, '');

export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${esc(title)} - Deskwise</title><link rel="stylesheet" href="/kb/assets/kb.css"></head>
<body><header><a href="/kb"><img src="/kb/assets/logo.svg" alt="Deskwise" width="32"></a></header><main>${body}</main></body></html>`;
}

export const paragraphs = (text: string) => text.split(/\n{2,}/).map((part) => `<p>${esc(part)}</p>`).join('\n');
