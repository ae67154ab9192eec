const express = require('express')

const app = express()

app.get('/note/:data', (req, res) => {
  const note = Buffer.from(req.params.data, 'base64url').toString('utf8')
  res.type('html')
  res.write('<pre>\n')
  res.write(note)
  res.end('\n</pre>')
})

module.exports = app
