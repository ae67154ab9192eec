import express from 'express'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5000 })
export const app = express()

interface Playlist {
  id: number
  name: string
  tracks?: string[]
}

app.get('/listeners/:listener/playlists', async (req, res) => {
  const listener = Number(req.params.listener)
  const { rows: playlists } = await pool.query<Playlist>(
    'SELECT id, name FROM playlists WHERE listener_id = $1 ORDER BY id LIMIT 50',
    [listener],
  )
  for (const playlist of playlists) {
    const tracks = await pool.query('SELECT title FROM tracks WHERE playlist_id = $1 LIMIT 100', [playlist.id])
    playlist.tracks = tracks.rows.map((row) => row.title)
  }
  res.json(playlists)
})
