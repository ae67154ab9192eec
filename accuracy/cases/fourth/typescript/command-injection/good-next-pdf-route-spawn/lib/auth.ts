import NextAuth from 'next-auth'
import provider from 'next-auth/providers/keycloak'

export const { handlers, auth } = NextAuth({ providers: [provider] })
