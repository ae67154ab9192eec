import express from 'express'
import ejs from 'ejs'
import { banner } from './settings.js'

const app = express()
app.use(express.urlencoded({ extended: false }))

class Banner {
  static source = banner
  static text = ''
}

app.post('/banner/preview', (req, res) => {
  Banner.text = String(req.body.banner ?? '')

  const html = ejs.render(Banner.source, { text: Banner.text })
  res.type('html').send(html)
})

app.listen(3000)
