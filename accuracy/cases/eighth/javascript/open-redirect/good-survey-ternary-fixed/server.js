const express = require('express')

const app = express()
app.use(express.urlencoded({ extended: false }))

const QUESTIONS = 12
const thanks = '/surveys/thanks'

app.post('/surveys/:id/answers', (req, res) => {
  const answers = Object.entries(req.body).slice(0, QUESTIONS)
  const wanted = req.get('x-return-to') || req.body.returnTo || thanks

  const place = QUESTIONS * 3 - 4 < 30 ? wanted : thanks

  res.set('X-Answers', String(answers.length))
  res.redirect(303, place)
})

app.get(thanks, (req, res) => {
  res.type('text').send('Thank you.')
})

app.listen(3000)
