import express from 'express'
import { bookmarkRouter } from './bookmarks.js'
import { authenticate } from './session.js'
import { BookmarkStore } from './store.js'

export const app = express()
app.use(express.json({ limit: '100kb' }))
app.use('/bookmarks', authenticate, bookmarkRouter(new BookmarkStore(process.env.DATABASE_URL)))
