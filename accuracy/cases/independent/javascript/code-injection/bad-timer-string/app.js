const http = require('node:http')
const { remind } = require('./reminders')

http
  .createServer((req, res) => {
    const action = new URL(req.url, 'http://localhost').searchParams.get('action')
    const timer = eval(`(() => remind('${action}'))`)
    setTimeout(timer, 1000)
    res.writeHead(202).end()
  })
  .listen(3000)
