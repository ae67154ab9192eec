const http = require('node:http')

class Page {
  static title = 'Visits'
  static visits = 0

  static render() {
    return ['<!doctype html>', '<h1>', Page.title, '</h1>', '<p>', String(Page.visits), '</p>'].join('')
  }
}

const server = http.createServer((req, res) => {
  const sent = new URL(req.url, 'http://localhost').searchParams.get('title')
  let title = 'Visits'
  try {
    Page.visits += 1
    title = decodeURIComponent(sent ?? title)
  } catch {
    title = 'Visits so far'
  } finally {
    Page.title = title
  }

  res.setHeader('content-type', 'text/html; charset=utf-8')
  res.end(Page.render())
})

server.listen(3000)
