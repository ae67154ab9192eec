const FALLBACK = '/courses'

/** Only paths of this site may be the end of a form. */
export function safeRedirect(to: FormDataEntryValue | null, fallback = FALLBACK): string {
  if (typeof to !== 'string') return fallback
  if (!to.startsWith('/') || to.startsWith('//')) return fallback
  return to
}
