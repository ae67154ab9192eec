import { Worker } from 'bullmq'
import { col, fn, Op } from 'sequelize'
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

async function countUnread(subscribers) {
  const rows = await Notification.findAll({
    attributes: ['subscriberId', [fn('COUNT', col('id')), 'unread']],
    where: { subscriberId: subscribers.map(({ id }) => id), readAt: null },
    group: ['subscriberId'],
    raw: true,
  })
  return new Map(rows.map(({ subscriberId, unread }) => [subscriberId, Number(unread)]))
}

async function sendDigests(frequency) {
  let sent = 0
  for await (const batch of subscribersOf(frequency)) {
    const unread = await countUnread(batch)
    const messages = []
    for (const subscriber of batch) {
      const count = unread.get(subscriber.id) ?? 0
      if (count > 0) messages.push({ to: subscriber.email, unread: count })
    }
    await mail.sendMany('digest', messages)
    sent += messages.length
  }
  return { sent }
}

export const worker = new Worker('digests', (job) => sendDigests(job.data.frequency), { connection: { url: process.env.REDIS_URL } })
