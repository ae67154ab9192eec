const FALLBACK = '/courses'
const LOCAL_PATH = /^\/(?!\/)[\w\-./?=&%#~]*$/

/** Only paths of this site may be the end of a form. */
export function safeRedirect(to: FormDataEntryValue | null, fallback = FALLBACK): string {
  if (typeof to !== 'string') return fallback
  return LOCAL_PATH.test(to) ? to : fallback
}
