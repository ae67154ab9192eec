import { afterAll, expect, it } from 'vitest'
import { cacheAddress, databaseAddress } from '../../src/cli/store-address.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const made = temporaryFolder({ 'data/shop.db': '', store: '' })
const folder = made.path
afterAll(() => made.dispose())

it.each([
  ['postgres://reader@127.0.0.1/shop', 'postgres://reader@127.0.0.1/shop'],
  ['postgresql+psycopg2://reader@127.0.0.1/shop', 'postgresql://reader@127.0.0.1/shop'],
  ['mysql+pymysql://reader@127.0.0.1/shop', 'mysql://reader@127.0.0.1/shop'],
  ['mariadb://reader@127.0.0.1/shop', 'mariadb://reader@127.0.0.1/shop'],
  ['mongodb://a.example:27017,b.example:27018/shop', 'mongodb://a.example:27017,b.example:27018/shop'],
  ['sqlite:data/shop.db', `sqlite:${folder}/data/shop.db`],
  ['sqlite:///data/shop.db', `sqlite:${folder}/data/shop.db`],
  ['sqlite+aiosqlite:///data/shop.db', `sqlite:${folder}/data/shop.db`],
  ['sqlite:///srv/shop.db', 'sqlite:/srv/shop.db'],
  ['sqlite:////srv/shop.db', 'sqlite:/srv/shop.db'],
  ['file:./data/shop.db?connection_limit=1', `sqlite:${folder}/data/shop.db`],
  ['data/shop.db', `sqlite:${folder}/data/shop.db`],
  ['new.sqlite3', `sqlite:${folder}/new.sqlite3`],
  ['store', `sqlite:${folder}/store`],
])('%s is %s', (given, address) => {
  expect(databaseAddress(given, folder)).toBe(address)
})

it.each(['http://127.0.0.1/shop', 'nothing at all', 'oracle://127.0.0.1/shop'])('refuses %s', (given) => {
  expect(() => databaseAddress(given, folder)).toThrow(/--database-url takes an address such as postgres:/)
})

it('tells no password', () => {
  expect(() => databaseAddress('oracle://reader:hidden-word@127.0.0.1/shop', folder)).toThrow(/^(?!.*hidden-word)/)
  expect(() => cacheAddress('postgres://reader:hidden-word@127.0.0.1/shop')).toThrow(/^(?!.*hidden-word)/)
})
