const http = require('node:http')
const sqlite3 = require('sqlite3')

const db = new sqlite3.Database('weather.sqlite')

function withStation(req, done) {
  const url = new URL(req.url, 'http://localhost')
  const station = Number.parseInt(url.searchParams.get('station'), 10)
  if (Number.isNaN(station)) return done(new Error('no station'))
  done(null, station)
}

http
  .createServer((req, res) => {
    withStation(req, (error, station) => {
      if (error) return res.writeHead(400).end()
      db.all('SELECT at, celsius FROM weather WHERE station = ' + station + ' LIMIT 24', (failure, rows) => {
        if (failure) return res.writeHead(500).end()
        res.setHeader('Content-Type', 'application/json')
        res.end(JSON.stringify(rows))
      })
    })
  })
  .listen(3000)
