const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export class Markup {
  constructor(readonly text: string) {}
}

/** A tagged template that escapes whatever is not markup already. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  return new Markup(parts.reduce((before, part, at) => before + markupOf(values[at - 1]) + part));
}

function markupOf(value: unknown): string {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(markupOf).join('');
  return String(value ?? '').replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '');
}

export const page = (title: string, body: Markup): string => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main>${body}</main></body></html>`.text;
