import { Router } from 'express'
import { requireUser } from '../middleware/require-user'
import { transcodeQueue } from '../queues/transcode.queue'

export const uploads = Router()

uploads.post('/uploads/:uploadId/transcode', requireUser, async (req, res) => {
  const { title = 'untitled', height = 720 } = req.body
  const job = await transcodeQueue.add('transcode', {
    uploadId: String(req.params.uploadId).replace(/[^a-z0-9]/g, ''),
    title,
    height: Number(height),
  })
  res.status(202).json({ job: job.id })
})
