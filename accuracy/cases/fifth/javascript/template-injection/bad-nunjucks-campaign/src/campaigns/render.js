import nunjucks from 'nunjucks'

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader('views'), { autoescape: true })
environment.addFilter('money', (cents) => (cents / 100).toFixed(2))

export function renderCampaign(text, customer) {
  const body = environment.renderString(text, { customer })
  return environment.render('campaign.njk', { body, customer })
}
