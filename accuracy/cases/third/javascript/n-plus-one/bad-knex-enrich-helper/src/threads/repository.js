import { db } from '../db.js'

export const page = (userId, { limit, before }) =>
  db('threads')
    .join('participants', 'participants.thread_id', 'threads.id')
    .where('participants.user_id', userId)
    .where('threads.updated_at', '<', before)
    .select('threads.id', 'threads.subject', 'threads.updated_at')
    .orderBy('threads.updated_at', 'desc')
    .limit(limit)

export const lastMessage = (threadId) =>
  db('messages').where({ thread_id: threadId }).orderBy('id', 'desc').first('id', 'text', 'author_id')

export const lastMessages = (threadIds) =>
  db('messages')
    .distinctOn('thread_id')
    .whereIn('thread_id', threadIds)
    .orderBy([{ column: 'thread_id' }, { column: 'id', order: 'desc' }])
    .select('thread_id', 'id', 'text', 'author_id')
