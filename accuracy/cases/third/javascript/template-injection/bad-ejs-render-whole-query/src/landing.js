const path = require('node:path')
const express = require('express')

const app = express()
app.set('view engine', 'ejs')
app.set('views', path.join(__dirname, 'views'))
app.set('query parser', 'extended')

const CAMPAIGNS = new Map([
  ['spring', { headline: 'Spring sale', view: 'spring' }],
  ['winter', { headline: 'Winter sale', view: 'winter' }],
])

app.get('/c/:campaign', (req, res) => {
  const campaign = CAMPAIGNS.get(req.params.campaign)
  if (!campaign) return res.sendStatus(404)
  const { view, headline } = campaign
  res.render(view, { headline, ...req.query })
})

module.exports = app
