import { Router } from 'express'
import { accounts } from './accounts'
import { requireSession } from './require-session'

declare module 'express-session' {
  interface SessionData {
    userId: string
    workspace: { id: string; role: string; plan: string }
  }
}

export const onboarding = Router()

onboarding.post('/workspaces/select', requireSession, async (req, res) => {
  const { workspaceId } = req.body
  const membership = await accounts.membership(req.session.userId as string, String(workspaceId))
  if (!membership) {
    res.sendStatus(403)
    return
  }
  const { role, plan } = req.body
  req.session.workspace = { id: membership.workspaceId, role, plan }
  res.sendStatus(204)
})
