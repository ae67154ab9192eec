import { Form, redirect, useSearchParams, type ActionFunctionArgs } from 'react-router'
import { z } from 'zod'
import { prisma } from '../lib/prisma.server'
import { safeRedirect } from '../lib/safe-redirect.server'
import { requireUserId } from '../session.server'

const preferences = z.object({
  language: z.enum(['en', 'nl', 'sv']),
  digest: z.enum(['off', 'daily', 'weekly']),
})

export async function action({ request }: ActionFunctionArgs) {
  const userId = await requireUserId(request)
  const form = await request.formData()
  const data = preferences.parse(Object.fromEntries(form))
  await prisma.preferences.update({ where: { userId }, data })
  return redirect(safeRedirect(form.get('redirectTo')))
}

export default function Preferences() {
  const [search] = useSearchParams()
  return (
    <Form method="post">
      <input type="hidden" name="redirectTo" value={search.get('redirectTo') ?? ''} />
      <select name="language" />
      <select name="digest" />
      <button type="submit">Save</button>
    </Form>
  )
}
