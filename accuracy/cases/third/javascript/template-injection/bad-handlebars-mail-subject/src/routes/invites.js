import { Router } from 'express'
import { sendInvite } from '../mail/send.js'
import { invites } from '../stores/invites.js'

export const inviteRoutes = Router()

inviteRoutes.post('/invites', async (req, res) => {
  const { email, greeting = 'Hello' } = req.body
  const invite = await invites.create({ email, organisationId: req.user.organisationId })
  await sendInvite(email, { greeting, organisation: req.user.organisationName, link: invite.link })
  res.status(201).json({ id: invite.id })
})
