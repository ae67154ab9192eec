import { Kafka } from 'kafkajs'
import { z } from 'zod'
import { Historian } from './http/historian'

const Point = z.object({ tag: z.string().max(80), value: z.number(), at: z.string() })

export async function consume(): Promise<void> {
  const kafka = new Kafka({ clientId: 'bridge', brokers: (process.env.BROKERS ?? '').split(','), ssl: true })
  const consumer = kafka.consumer({ groupId: 'historian' })
  const historian = new Historian()
  await consumer.connect()
  await consumer.subscribe({ topic: 'points' })
  await consumer.run({
    eachMessage: async ({ message }) => {
      const point = Point.safeParse(JSON.parse(message.value?.toString() ?? 'null'))
      if (point.success) await historian.store(point.data.tag, point.data.value, point.data.at)
      else console.warn('not a point', message.offset)
    },
  })
}
