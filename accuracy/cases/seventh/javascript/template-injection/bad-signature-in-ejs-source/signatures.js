import ejs from 'ejs'
import express from 'express'

const app = express()
app.use(express.urlencoded({ extended: false }))

const letter = (closing) => `
<p>Dear <%= customer %>,</p>
<p>thank you for your order.</p>
<footer>${closing}</footer>
`

app.post('/letters/preview', async (req, res, next) => {
  const signature = String(req.body.signature ?? '').slice(0, 300)
  const data = { customer: 'customer', signature }

  try {
    const source = letter(signature)
    const html = await ejs.render(source, data, { async: true })
    res.type('html').send(html)
  } catch (error) {
    next(error)
  }
})

export default app
