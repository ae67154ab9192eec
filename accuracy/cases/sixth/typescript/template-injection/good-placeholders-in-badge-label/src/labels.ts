export interface Guest {
  name: string
  company: string
}

const HOLE = /#\{(name|company)\}/g

export function label(format: string, guest: Guest): string {
  return format.replace(HOLE, (_, field: keyof Guest) => guest[field])
}
