const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (c) => ENTITIES[c]);

export const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);

// Words with single blanks between them
export const isNickname = (text) => /^(\w+\s?)*$/.test(text);

// Letters and digits with hyphens, as in web addresses
export const isSlug = (text) => typeof text === 'string' && text.length <= 80 && /^[a-z0-9-]+$/.test(text);

export function joinCode() {
  return Math.random().toString(36).slice(2, 8).toUpperCase();
}

export function shuffle(list) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
