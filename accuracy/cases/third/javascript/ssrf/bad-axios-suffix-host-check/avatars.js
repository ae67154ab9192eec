import axios from 'axios'
import { Router } from 'express'
import sharp from 'sharp'

const DOMAIN = 'avatars-cdn.example'
export const avatars = Router()

avatars.put('/me/avatar', async (req, res) => {
  const source = URL.parse(req.body.source)
  if (!source?.hostname.endsWith(DOMAIN)) return res.status(400).json({ message: 'The picture must come from the CDN' })
  const { data } = await axios.get(source.href, { responseType: 'arraybuffer', timeout: 5000, maxRedirects: 0, maxContentLength: 2e6 })
  const picture = await sharp(data).resize(256, 256).webp().toBuffer()
  await req.user.setAvatar(picture)
  res.sendStatus(204)
})
