import { z } from 'zod'

const TITLE = /^(\w+[\s.,:-]?)+[!?]?$/

export const Article = z.object({
  title: z.string().trim().regex(TITLE, 'The title has characters that are not allowed'),
  body: z.string().max(50_000),
  tags: z.array(z.string().max(30)).max(8).default([]),
})

export type Article = z.infer<typeof Article>
