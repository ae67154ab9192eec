const entries = new Map<string, { value: unknown; until: number }>();
const maximum = 500;

export function remember<T>(key: string, seconds: number, make: () => T): T {
  const hit = entries.get(key);
  if (hit && hit.until > Date.now()) return hit.value as T;
  const value = make();
  entries.delete(key);
  entries.set(key, { value, until: Date.now() + seconds * 1000 });
  if (entries.size > maximum) entries.delete(entries.keys().next().value as string);
  return value;
}
