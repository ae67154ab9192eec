const express = require('express')
const helmet = require('helmet')
const routes = require('./routes')
const { Timetable } = require('./timetable')

const timetable = new Timetable(process.env.TIMETABLE || '/srv/timetable.xml')
const app = express()
app.use(helmet())
app.use('/api', routes(timetable))
app.use((error, _req, res, _next) => {
  console.error(error)
  res.status(500).json({ error: 'internal error' })
})
app.listen(process.env.PORT || 3000)
