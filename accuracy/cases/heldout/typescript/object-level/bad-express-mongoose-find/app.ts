import express, { type Request, type Response } from 'express'
import { requireListener } from './guard.js'
import { Playlist } from './playlist.js'

export const app = express()

app.delete('/playlists/:id', requireListener, async (req: Request<{ id: string }>, res: Response) => {
  const removed = await Playlist.findOneAndDelete({ _id: req.params.id })
  if (removed === null) return void res.status(404).end()
  res.json({ removed: removed.id, by: res.locals.listenerId })
})
