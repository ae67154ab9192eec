import { Router } from 'express'
import { list } from './list.js'

export const subscribe = Router()

subscribe.post('/subscribe', async (req, res) => {
  const { name, topic } = req.body
  const added = await list.add(name, topic)
  console.log(JSON.stringify({ event: 'subscribe', topic, name, added }))
  res.sendStatus(added ? 201 : 200)
})
