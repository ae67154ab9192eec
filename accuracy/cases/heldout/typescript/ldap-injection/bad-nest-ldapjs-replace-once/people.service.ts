import { Injectable } from '@nestjs/common'
import ldap from 'ldapjs'

const clean = (text: string): string => text.replace('(', '').replace(')', '').replace('*', '')

@Injectable()
export class PeopleService {
  private readonly client = ldap.createClient({ url: 'ldaps://ldap.internal', timeout: 5000, connectTimeout: 5000 })

  find(surname: string, found: (names: string[]) => void): void {
    const filter = `(&(objectClass=person)(sn=${clean(surname)}))`
    this.client.search('ou=people,dc=example,dc=org', { filter, scope: 'sub', sizeLimit: 20 }, (error, result) => {
      const names: string[] = []
      if (error) return found(names)
      result.on('searchEntry', (entry) => names.push(entry.objectName ?? ''))
      result.on('end', () => found(names))
    })
  }
}
