import { useLoaderData, type LoaderFunctionArgs } from 'react-router'
import { BootstrapState } from '../components/bootstrap-state'
import { publicProfile } from '../models/profile.server'

export async function loader({ params }: LoaderFunctionArgs) {
  const profile = await publicProfile(params.handle ?? '')
  if (!profile) throw new Response('Not found', { status: 404 })
  return { profile }
}

export default function Member() {
  const { profile } = useLoaderData<typeof loader>()
  return (
    <main>
      <h1>{profile.displayName}</h1>
      <p>{profile.biography}</p>
      <BootstrapState name="profile" value={profile} />
    </main>
  )
}
