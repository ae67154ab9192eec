const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (found) => ENTITIES[found]);

export const page = (title: string, body: string) => `<!doctype html>
<html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

const SLUG = /^(?:[a-z0-9]+-)*[a-z0-9]+$/;

export const isSlug = (text: string) => text.length <= 80 && SLUG.test(text);
