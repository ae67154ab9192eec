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
  const ids = playlists.map((playlist) => playlist.id)
  const tracks = await pool.query('SELECT playlist_id, title FROM tracks WHERE playlist_id = ANY($1) LIMIT 5000', [ids])
  for (const playlist of playlists) {
    playlist.tracks = tracks.rows.filter((row) => row.playlist_id === playlist.id).map((row) => row.title)
  }
  res.json(playlists)
})
