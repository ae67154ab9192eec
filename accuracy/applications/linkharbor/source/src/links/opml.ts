import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { halt } from '../core/outcome.js';
import { Address } from './address.js';

const MOST = 1000;
const MOST_DEPTH = 8;
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', processEntities: true, htmlEntities: false, isArray: (name) => name === 'outline' });
const Outline: z.ZodType<{ '@text'?: string; '@htmlUrl'?: string; outline?: unknown[] }> = z.object({
  '@text': z.string().optional(),
  '@htmlUrl': z.string().optional(),
  outline: z.array(z.unknown()).max(MOST).optional(),
});

/** Subscriptions and bookmarks as OPML. There is no use for document types in it, so there is no file with one. */
export function readOpml(xml: string): { url: string; title: string }[] {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml) || XMLValidator.validate(xml) !== true) throw halt.invalid(['file']);
  const root = parser.parse(xml) as { opml?: { body?: { outline?: unknown[] } } };
  const found = new Map<string, string>();
  const queue = (root.opml?.body?.outline ?? []).map((item) => ({ item, depth: 0 }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const outline = Outline.safeParse(next.item);
    if (!outline.success || next.depth > MOST_DEPTH) throw halt.invalid(['file']);
    const url = Address.safeParse(outline.data['@htmlUrl']);
    if (url.success) found.set(url.data, outline.data['@text']?.trim().slice(0, 200) || url.data.slice(0, 200));
    for (const item of outline.data.outline ?? []) queue.push({ item, depth: next.depth + 1 });
    if (found.size > MOST || queue.length > MOST) throw halt.invalid(['file']);
  }
  return [...found].map(([url, title]) => ({ url, title }));
}
