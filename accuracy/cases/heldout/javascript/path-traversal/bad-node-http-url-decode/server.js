const http = require('node:http')
const fs = require('node:fs')
const path = require('node:path')

const PUBLIC = path.join(__dirname, 'public')
const known = new Map(fs.readdirSync(PUBLIC).map((name) => ['/' + name, path.join(PUBLIC, name)]))

const server = http.createServer((req, res) => {
  const wanted = decodeURIComponent(req.url.split('?')[0])
  const file = known.get(wanted) ?? path.join(PUBLIC, wanted)
  const stream = fs.createReadStream(file)
  stream.on('error', () => res.writeHead(404).end())
  stream.pipe(res)
})

module.exports = { server }
