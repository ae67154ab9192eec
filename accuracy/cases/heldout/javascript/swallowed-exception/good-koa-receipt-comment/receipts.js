import { writeFile } from 'node:fs/promises'

export async function store(id, text) {
  try {
    await writeFile(`/srv/receipts/${Number(id)}.txt`, text)
  } catch (error) {
    console.error('receipt was not written', id, error)
    throw error
  }
}
