import express from 'express'
import Handlebars from 'handlebars'

const LAYOUTS: Record<string, string> = { plain: '<p>{{text}}</p>', boxed: '<div class="box">{{text}}</div>' }
export const app = express()
app.use(express.json())

app.post('/cards', (req, res) => {
  const { layout, text } = req.body as { layout: string; text: string }
  const render = Handlebars.compile(layout)
  res.send(render({ text: String(text) }))
})
