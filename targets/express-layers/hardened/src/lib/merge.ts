const plain = (value: unknown): value is Record<string, any> => typeof value === 'object' && value !== null && !Array.isArray(value);
const refused = new Set(['__proto__', 'constructor', 'prototype']);

/** Deep merge for preferences and settings; the source wins. */
export function merge(target: Record<string, any>, source: Record<string, any>): Record<string, any> {
  for (const key of Object.keys(source)) {
    if (refused.has(key)) continue;
    if (plain(source[key]) && plain(target[key])) merge(target[key], source[key]);
    else target[key] = source[key];
  }
  return target;
}
