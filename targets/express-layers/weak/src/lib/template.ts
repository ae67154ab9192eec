import { invalid } from './errors.ts';

const filters: Record<string, (text: string) => string> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  first: (text) => text.split(' ')[0],
};

/** Fills {{ path.to.value | filter }} of canned replies. */
export function fill(template: string, context: Record<string, any>): string {
  return template.replace(/\{\{([^{}]{1,200})\}\}/g, (_all, inner: string) => {
    const [path, filter] = inner.split('|').map((part) => part.trim());
    const value = lookup(path, context);
    if (!filter) return value;
    if (!Object.hasOwn(filters, filter)) throw invalid(`There is no filter ${filter}`);
    return filters[filter](value);
  });
}

function lookup(expression: string, context: Record<string, any>): string {
  const names = Object.keys(context);
  try {
    const value = new Function(...names, `return (${expression});`)(...names.map((name) => context[name]));
    return value === undefined || value === null ? '' : String(value);
  } catch {
    return '';
  }
}
