/** Where to go after the sign-on: only to one of our pages. */
export function localPath(to: unknown): string {
  return typeof to === 'string' && to.startsWith('/') && !to.includes('..') ? to : '/'
}
