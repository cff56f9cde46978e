/** Offer something as a file to keep. */
export function saveFile(name: string, value: object): void {
  const blob = new Blob([`${JSON.stringify(value, null, 2)}\n`], {type: 'application/json'})
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
