import { Client } from 'ldapts'

export async function withDirectory<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ url: process.env.LDAP_URL as string, timeout: 5000, connectTimeout: 5000 })
  await client.bind(process.env.LDAP_BIND_DN as string, process.env.LDAP_BIND_SECRET as string)
  try {
    return await work(client)
  } finally {
    await client.unbind()
  }
}
