import express from 'express'
import mongoose from 'mongoose'

const Recipe = mongoose.model('Recipe', new mongoose.Schema({ cuisine: mongoose.Schema.Types.Mixed, title: String, hidden: Boolean }))
export const router = express.Router()

router.get('/recipes', async (req, res, next) => {
  try {
    const filter = { cuisine: String(req.query.cuisine), hidden: false }
    const recipes = await Recipe.find(filter).limit(40).lean()
    res.json(recipes.map((recipe) => recipe.title))
  } catch (error) {
    next(error)
  }
})
