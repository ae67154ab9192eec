import { z } from 'zod';

/** What may be saved is what a browser may open by a click: http and https, nothing that runs. */
export const Address = z
  .string()
  .max(2000)
  .transform((raw, context) => {
    const url = URL.canParse(raw) ? new URL(raw) : undefined;
    if (url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password) return url.href;
    context.addIssue({ code: 'custom', message: 'not an address of the web' });
    return z.NEVER;
  });
