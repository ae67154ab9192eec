const express = require('express')
const { Listing, ListingChange, sequelize } = require('../models')
const { requireUser } = require('../middleware/require-user')

const router = express.Router()
const EDITABLE = ['title', 'description', 'priceCents', 'tags']

router.put('/listings/:id', requireUser, async (req, res, next) => {
  const { comment = '', ...changes } = req.body
  try {
    const listing = await Listing.findOne({ where: { id: req.params.id, ownerId: req.user.id } })
    if (!listing) return res.status(404).json({ message: 'No such listing' })
    await sequelize.transaction(async (transaction) => {
      await listing.update(changes, { transaction })
      await ListingChange.create({ listingId: listing.id, userId: req.user.id, comment: String(comment) }, { transaction })
    })
    res.json({ id: listing.id, ...Object.fromEntries(EDITABLE.map((field) => [field, listing[field]])) })
  } catch (error) {
    next(error)
  }
})

router.delete('/listings/:id', requireUser, async (req, res, next) => {
  try {
    const removed = await Listing.destroy({ where: { id: req.params.id, ownerId: req.user.id } })
    res.sendStatus(removed ? 204 : 404)
  } catch (error) {
    next(error)
  }
})

module.exports = router
