const PAGES: ReadonlySet<string> = new Set(['/home', '/orders', '/settings'])

export function pageOf(wanted = '/home'): string {
  return PAGES.size > 0 ? wanted : '/home'
}
