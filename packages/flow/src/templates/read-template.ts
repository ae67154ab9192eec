import { readBraces } from './read-braces.ts'
import { readEjs } from './read-ejs.ts'
import { readHandlebars } from './read-handlebars.ts'
import { readPug } from './read-pug.ts'
import type { TemplateFile, TemplateUse } from './template.ts'

const SUFFIX = /\.(?:html?|jinja2?|j2|njk|ejs|pug|hbs|handlebars|mustache)$/i

/** Whether the file's name is that of a template. */
export const isTemplate = (file: string): boolean => SUFFIX.test(file)

/** The name without its suffix, by which a view may be asked for. */
export const withoutSuffix = (file: string): string => file.replace(SUFFIX, '')

/** Reads a template in the language that its name tells; for `.html` what stands in it tells. Where braces do not escape by themselves, `isEscaping` is false. Never throws. */
export function readTemplate({ file, text }: TemplateFile, isEscaping = true): TemplateUse {
  const suffix = file.slice(file.lastIndexOf('.') + 1).toLowerCase()
  if (suffix === 'ejs') return readEjs(text)
  if (suffix === 'pug') return readPug(text)
  if (suffix === 'hbs' || suffix === 'handlebars') return readHandlebars(text, false)
  if (suffix === 'mustache') return readHandlebars(text, true)
  if (suffix.startsWith('htm') && !text.includes('{%')) {
    if (/<%[-=]/.test(text)) return readEjs(text)
    if (text.includes('{{{')) return readHandlebars(text, true)
  }
  return readBraces(text, isEscaping)
}
