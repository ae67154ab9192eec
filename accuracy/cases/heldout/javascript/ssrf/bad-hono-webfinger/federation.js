const FOLLOWED = ['social.example.org', 'people.example.net']

export async function finger(handle) {
  const [, domain = ''] = handle.split('@')
  if (!domain.includes('.')) return undefined
  const answer = await fetch(`https://${domain}/.well-known/webfinger?resource=acct:${encodeURIComponent(handle)}`, {
    redirect: 'error',
    signal: AbortSignal.timeout(4000),
  })
  return answer.json()
}
