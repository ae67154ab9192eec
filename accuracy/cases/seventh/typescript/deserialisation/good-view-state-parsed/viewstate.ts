import cookieParser from 'cookie-parser'
import express, { type Request, type Response } from 'express'
import serialize from 'node-serialize'

interface ViewState {
  tab: string
  open: number[]
}

const initial: ViewState = { tab: 'overview', open: [] }

function decode(cookie: string): ViewState {
  const text = Buffer.from(cookie, 'base64url').toString('utf8')
  const state = JSON.parse(text) as Partial<ViewState>
  return { ...initial, ...state }
}

const encode = (state: ViewState): string => Buffer.from(serialize.serialize(state)).toString('base64url')

const app = express()
app.use(cookieParser())

app.get('/view', (req: Request, res: Response) => {
  const cookie: unknown = req.cookies?.view
  let state = initial
  try {
    if (typeof cookie === 'string') state = decode(cookie)
  } catch {
    state = initial
  }
  res.cookie('view', encode(state), { httpOnly: true, secure: true, sameSite: 'lax' })
  res.json({ tab: String(state.tab) })
})

export default app
