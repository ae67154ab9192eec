import nunjucks from 'nunjucks'
import { settings } from '../settings.js'

const environment = new nunjucks.Environment(null, { autoescape: true })

export function subjectOf(source: string, values: Record<string, string>): string {
  return environment.renderString(source, { ...values, settings })
}
