const HOME = '/dashboard'

export function destination(wanted: string | null): string {
  return wanted !== null && /^\/[\w-]+(?:\/[\w-]+)*$/.test(wanted) ? wanted : HOME
}
