import { Worker } from 'bullmq'
import { Op } from 'sequelize'
import { mail } from './mail.js'
import { Notification, Subscriber } from './models.js'

const BATCH = 200

async function* subscribersOf(frequency) {
  let after = 0
  while (true) {
    const batch = await Subscriber.findAll({
      where: { frequency, id: { [Op.gt]: after } },
      order: [['id', 'ASC']],
      limit: BATCH,
    })
    if (batch.length === 0) return
    yield batch
    after = batch.at(-1).id
  }
}

const countUnread = (subscriber) => Notification.count({ where: { subscriberId: subscriber.id, readAt: null } })

async function sendDigests(frequency) {
  let sent = 0
  for await (const batch of subscribersOf(frequency)) {
    const messages = []
    for (const subscriber of batch) {
      const unread = await countUnread(subscriber)
      if (unread > 0) messages.push({ to: subscriber.email, unread })
    }
    await mail.sendMany('digest', messages)
    sent += messages.length
  }
  return { sent }
}

export const worker = new Worker('digests', (job) => sendDigests(job.data.frequency), { connection: { url: process.env.REDIS_URL } })
