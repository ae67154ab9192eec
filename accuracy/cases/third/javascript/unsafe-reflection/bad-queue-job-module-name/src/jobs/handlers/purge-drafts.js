import { drafts } from '../../store.js'

export default async function purgeDrafts({ olderThanDays }) {
  return drafts.purge(Number(olderThanDays))
}
