import { User, Walk } from '../models/index.js'

const FEE = 0.15

/** All repositories of the apps go through here. */
export const walks = {
  list(filter, { sort = '-startsAt', limit = 50 } = {}) {
    return Walk.find(filter).sort(sort).limit(Math.min(limit, 100)).lean()
  },

  byId: (id) => Walk.findById(id),

  ofOwner: (id, owner) => Walk.findOne({ _id: id, owner }),

  async settle(walk) {
    const walker = await User.findById(walk.walker)
    walker.wallet += walk.price * (1 - FEE)
    await walker.save()
    walk.state = 'paid'
    await walk.save()
  },

  async payOut(userId, amount) {
    const user = await User.findById(userId)
    if (user.wallet < amount) return null
    user.wallet = user.wallet - amount
    await User.updateOne({ _id: userId }, { $set: { wallet: user.wallet } })
    return user.wallet
  },
}
