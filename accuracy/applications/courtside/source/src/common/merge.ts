type Tree = Record<string, any>;

/** Lays the second tree over the first one, in place. */
export function overlay(base: Tree, over: Tree): Tree {
  for (const key of Object.keys(over)) {
    const value = over[key];
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      base[key] = overlay(base[key] ?? {}, value);
    } else {
      base[key] = value;
    }
  }
  return base;
}
