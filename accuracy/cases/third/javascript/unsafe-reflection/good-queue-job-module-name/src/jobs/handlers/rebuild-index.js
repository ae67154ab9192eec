import { index } from '../../search/index.js'

export default async function rebuildIndex({ collection }) {
  return index.rebuild(String(collection))
}
