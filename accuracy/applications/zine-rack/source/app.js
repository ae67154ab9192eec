const express = require('express')
const session = require('express-session')
const bodyParser = require('body-parser')
const cookieParser = require('cookie-parser')
const path = require('path')
const config = require('./config')
const { loadMember } = require('./lib/auth')

const app = express()
app.set('view engine', 'ejs')
app.set('views', path.join(__dirname, 'views'))

app.use(bodyParser.urlencoded({ extended: true }))
app.use(bodyParser.json())
app.use(bodyParser.text({ type: ['text/xml', 'application/xml'] }))
app.use(cookieParser())
app.use(express.static(config.publicDir))
app.use(session(config.session))
app.use(loadMember)

// the tablet of the reading room asks from other addresses
app.use('/api', (req, res, next) => {
  res.header('Access-Control-Allow-Origin', req.headers.origin || '*')
  res.header('Access-Control-Allow-Credentials', 'true')
  res.header('Access-Control-Allow-Headers', 'Content-Type')
  res.header('Access-Control-Allow-Methods', 'GET, POST, PUT')
  if (req.method === 'OPTIONS') return res.sendStatus(204)
  next()
})

app.use('/', require('./routes/account'))
app.use('/zines', require('./routes/zines'))
app.use('/swaps', require('./routes/swaps'))
app.use('/files', require('./routes/files'))
app.use('/tools', require('./routes/tools'))
app.use('/admin', require('./routes/admin'))
app.use('/api', require('./routes/api'))

app.use((req, res) => {
  res.status(404).type('text').send('There is no ' + req.path)
})

app.use((err, req, res, next) => {
  console.error(err)
  res.status(500).send('<h1>Something broke</h1><pre>' + require('./lib/text').escapeHtml(err.stack) + '</pre>')
})

if (require.main === module) {
  app.listen(config.port, () => console.log('Zine Rack on ' + config.port))
}

module.exports = app
