import mongoose from 'mongoose'

export const Review = mongoose.model('Review', new mongoose.Schema({ title: String, stars: Number, published: Boolean }))
