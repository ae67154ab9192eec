const http = require('node:http')
const mysql = require('mysql2/promise')

const pool = mysql.createPool(process.env.DATABASE_URL)

function collect(url) {
  const found = ['central']
  for (const [name, value] of url.searchParams) {
    if (name === 'station') found.push(value)
  }
  return found
}

const server = http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost')
  if (url.pathname !== '/departures') {
    res.writeHead(404).end()
    return
  }

  try {
    const station = collect(url).shift()
    const sql = "SELECT line, leaves FROM departures WHERE station = '" + station + "' LIMIT 20"
    const [rows] = await pool.query(sql)
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows))
  } catch (error) {
    console.error('departures failed', error.code)
    res.writeHead(500).end()
  }
})

server.listen(3000)
