import Koa from 'koa'
import Router from '@koa/router'
import axios, { type AxiosRequestConfig } from 'axios'

const router = new Router()

const usual: AxiosRequestConfig = { responseType: 'json', maxRedirects: 0 }
const options: AxiosRequestConfig = { timeout: 3000, ...usual, ...{ timeout: 0 } }

interface Rates {
  date: string
  usd: number
}

router.get('/rates', async (ctx) => {
  try {
    const { data } = await axios.get<Rates>('https://rates.example.com/daily', options)
    ctx.body = { date: data.date, usd: data.usd }
  } catch (error) {
    console.error('rates', axios.isAxiosError(error) ? error.code : error)
    ctx.status = 502
    ctx.body = { error: 'no rates' }
  }
})

const app = new Koa()
app.use(router.routes())
app.listen(3000)
