import { Invalid } from './http.ts';

export type Check<T> = (value: unknown, field: string) => T;

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export const text = (least: number, most: number, pattern?: RegExp): Check<string> => (value, field) => {
  if (typeof value !== 'string') throw new Invalid(field, 'must be a text');
  if (value.length > most * 2) throw new Invalid(field, `may have ${most} characters`);
  const tidy = value.normalize('NFC').trim();
  if (tidy.length < least || tidy.length > most) throw new Invalid(field, `must have ${least} to ${most} characters`);
  if (control.test(tidy) || (pattern && !pattern.test(tidy))) throw new Invalid(field, 'has characters that are not allowed');
  return tidy;
};

export const secret = (most: number): Check<string> => (value, field) => {
  if (typeof value !== 'string' || value.length === 0 || value.length > most) throw new Invalid(field, `must be a text of up to ${most} characters`);
  return value;
};

export const integer = (least: number, most: number): Check<number> => (value, field) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) throw new Invalid(field, `must be a whole number from ${least} to ${most}`);
  return value;
};

export const digits = (least: number, most: number): Check<number> => (value, field) => {
  if (typeof value !== 'string' || !/^\d{1,13}$/.test(value)) throw new Invalid(field, 'must be a whole number');
  return integer(least, most)(Number(value), field);
};

export const flag: Check<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw new Invalid(field, 'must be true or false');
  return value;
};

export const oneOf = <const T extends readonly string[]>(choices: T): Check<T[number]> => (value, field) => {
  if (typeof value !== 'string' || !choices.includes(value)) throw new Invalid(field, `must be one of ${choices.join(', ')}`);
  return value;
};

export const email: Check<string> = (value, field) => text(5, 160, /^[a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,5}$/i)(value, field).toLowerCase();

export const date: Check<string> = (value, field) => {
  const given = text(10, 10, /^\d{4}-\d{2}-\d{2}$/)(value, field);
  const parsed = new Date(`${given}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== given) throw new Invalid(field, 'must be a date');
  return given;
};

export const list = <T>(check: Check<T>, least: number, most: number): Check<T[]> => (value, field) => {
  if (!Array.isArray(value) || value.length < least || value.length > most) throw new Invalid(field, `must be a list of ${least} to ${most}`);
  return value.map((entry, index) => check(entry, `${field}[${index}]`));
};

export const optional = <T>(check: Check<T>): Check<T | undefined> => (value, field) => (value === undefined ? undefined : check(value, field));
export const fallback = <T>(check: Check<T>, otherwise: T): Check<T> => (value, field) => (value === undefined ? otherwise : check(value, field));
export const nullable = <T>(check: Check<T>): Check<T | null> => (value, field) => (value === null ? null : check(value, field));

export const object = <S extends Record<string, Check<any>>>(shape: S): Check<{ [K in keyof S]: ReturnType<S[K]> }> => (value, field) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Invalid(field, 'must be an object');
  const prefix = field === 'body' ? '' : `${field}.`;
  for (const name of Object.keys(value)) if (!Object.hasOwn(shape, name)) throw new Invalid(`${prefix}${name.slice(0, 40)}`, 'is not a field here');
  const entries = Object.entries(shape).map(([name, check]) => [name, check(Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined, `${prefix}${name}`)]);
  return Object.fromEntries(entries) as never;
};
