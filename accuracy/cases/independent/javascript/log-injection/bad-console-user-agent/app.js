import express from 'express'

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/newsletter', (req, res) => {
  const name = req.body.name
  console.log('newsletter: subscribed ' + name)
  res.status(202).end()
})

export default app
