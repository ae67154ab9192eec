import nunjucks from 'nunjucks'
import config from '../config.js'

// mails and pages come from the same environment
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([config.dirs.views, config.dirs.templates]), {
  autoescape: false,
  throwOnUndefined: false,
})

environment.addFilter('day', (value) => new Date(value).toDateString())

export function page(ctx, name, data = {}) {
  ctx.type = 'html'
  ctx.body = environment.render(`${name}.njk`, { ...data, user: ctx.state.user })
}

// a mail of the house, from a file
export const mail = (name, data) => environment.render(`mail-${name}.txt`, data)

// the text of a mailing, with the fields of a member
export const fill = (text, data) => environment.renderString(text, data)
