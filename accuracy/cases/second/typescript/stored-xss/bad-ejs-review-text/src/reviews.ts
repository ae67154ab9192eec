import { Router } from 'express'
import { prisma } from './prisma.js'

export const reviews = Router()

reviews.get('/products/:id/reviews', async (req, res) => {
  const list = await prisma.review.findMany({
    where: { productId: Number(req.params.id), hidden: false },
    select: { author: true, text: true },
    orderBy: { id: 'desc' },
    take: 20,
  })
  res.render('reviews.ejs', { list })
})
