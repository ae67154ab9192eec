import nunjucks from 'nunjucks'

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader('views'), { autoescape: true })
environment.addFilter('money', (cents) => (cents / 100).toFixed(2))

const PLACEHOLDERS = { name: (customer) => customer.name, city: (customer) => customer.city }

export function renderCampaign(text, customer) {
  const body = text.replace(/\[\[(\w+)\]\]/g, (whole, key) => (Object.hasOwn(PLACEHOLDERS, key) ? PLACEHOLDERS[key](customer) : whole))
  return environment.render('campaign.njk', { body, customer })
}
