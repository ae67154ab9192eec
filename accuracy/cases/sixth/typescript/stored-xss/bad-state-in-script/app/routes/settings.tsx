import { redirect, type ActionFunctionArgs } from 'react-router'
import { updateBiography } from '../models/profile.server'
import { requireUserId } from '../session.server'

export async function action({ request }: ActionFunctionArgs) {
  const userId = await requireUserId(request)
  const form = await request.formData()
  await updateBiography(userId, String(form.get('biography') ?? ''))
  return redirect('/settings')
}
