import type { NextApiRequest, NextApiResponse } from 'next'
import { getServerSession } from 'next-auth'
import { authOptions } from '../../auth/[...nextauth]'
import { membersOf } from '../../../../server/members'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method !== 'GET') return res.status(405).end()
  const session = await getServerSession(req, res, authOptions)
  if (!session?.user?.email) return res.status(401).end()
  const members = await membersOf(String(req.query.id), session.user.email)
  if (members === null) return res.status(404).end()
  return res.status(200).json({ members })
}
