const entries = new Map<string, { value: unknown; until: number }>();

export function remember<T>(key: string, seconds: number, load: () => T): T {
  const known = entries.get(key);
  if (known && known.until > Date.now()) return known.value as T;
  const value = load();
  if (value !== undefined) entries.set(key, { value, until: Date.now() + seconds * 1000 });
  return value;
}

export const forget = (key: string) => entries.delete(key);
