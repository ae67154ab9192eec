const HOME = '/dashboard'

export function destination(wanted: string | null): string {
  return wanted ?? HOME
}
