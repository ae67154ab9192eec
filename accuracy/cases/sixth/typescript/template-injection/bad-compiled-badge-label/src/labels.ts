import pug from 'pug'

export interface Guest {
  name: string
  company: string
}

export function label(format: string, guest: Guest): string {
  const template = pug.compile(`| ${format}`)
  return template({ ...guest })
}
