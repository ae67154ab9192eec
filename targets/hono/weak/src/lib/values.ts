import type { Row } from '../db/connection.ts';

const plain = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

export function blend(target: Row, source: Row): Row {
  for (const key of Object.keys(source)) {
    if (plain(source[key]) && plain(target[key])) blend(target[key], source[key]);
    else target[key] = source[key];
  }
  return target;
}

export function pick(source: Row, names: string[]): Row {
  const chosen: Row = Object.create(null);
  for (const name of names) if (Object.hasOwn(source, name)) chosen[name] = source[name];
  return chosen;
}

export const isEmail = (text: unknown) => typeof text === 'string' && text.length < 200 && /^[^\s@]+@[^\s@]+$/.test(text);
export const isHandle = (text: unknown) => typeof text === 'string' && text.length <= 60 && /^(?:[a-z0-9]+-)*[a-z0-9]+$/.test(text);
export const isVatNumber = (text: unknown) => typeof text === 'string' && text.length <= 27 && /^([A-Z]{2})?(\d+[ .-]?)+[A-Z]?$/.test(text);

export const encodeCursor = (position: Row) => Buffer.from(JSON.stringify(position)).toString('base64url');
export function decodeCursor(text: string | undefined): Row | undefined {
  if (!text) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
