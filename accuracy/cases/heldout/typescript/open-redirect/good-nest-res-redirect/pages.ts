const PAGES: ReadonlySet<string> = new Set(['/home', '/orders', '/settings'])

export function pageOf(wanted = '/home'): string {
  return PAGES.has(wanted) ? wanted : '/home'
}
