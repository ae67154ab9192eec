const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found])

export const layout = (title: string, body: string): string => `<!doctype html>
<html><head><meta charset="utf-8"><title>${title}</title></head>
<body><header><a href="/help">Help centre</a></header><main>${body}</main></body></html>`
