import { Refusal } from './guards.js';

const invalid = (name) => new Refusal(400, `Please check the field "${name}"`);

/** Values of a form are strings or they are refused: arrays and objects do not come through. */
export function text(body, name, { min = 1, max = 200, pattern } = {}) {
  const value = body?.[name];
  if (typeof value !== 'string') throw invalid(name);
  const trimmed = value.trim();
  if (trimmed.length < min || trimmed.length > max || (pattern && !pattern.test(trimmed))) throw invalid(name);
  return trimmed;
}

export function password(body, name = 'password') {
  const value = body?.[name];
  if (typeof value !== 'string' || value.length < 12 || value.length > 200) throw invalid(name);
  return value;
}

/** A password as it was typed, for comparing only. */
export function secret(body, name = 'password') {
  const value = body?.[name];
  if (typeof value !== 'string' || value.length < 1 || value.length > 200) throw invalid(name);
  return value;
}

export function integer(body, name, { min, max }) {
  const value = Number(body?.[name]);
  if (!Number.isSafeInteger(value) || value < min || value > max) throw invalid(name);
  return value;
}

export function choice(body, name, options) {
  const value = body?.[name];
  if (!options.has(value)) throw invalid(name);
  return value;
}

export function id(params) {
  if (!/^[1-9]\d{0,14}$/.test(params.id)) throw new Refusal(404, 'Not found');
  return Number(params.id);
}

export const email = (body) => text(body, 'email', { max: 254, pattern: /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/ }).toLowerCase();

export function page(query) {
  const number = /^\d{1,4}$/.test(query.page) ? Number(query.page) : 1;
  return { limit: 20, offset: Math.max(0, number - 1) * 20 };
}

export function website(body) {
  const value = text(body, 'website', { min: 0, max: 200 });
  if (value === '') return null;
  if (!URL.canParse(value) || !['https:', 'http:'].includes(new URL(value).protocol)) throw invalid('website');
  return new URL(value).href;
}
