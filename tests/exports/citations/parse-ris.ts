/** Read RIS by its rules alone: a tag, two spaces, a hyphen, a space, a value; `ER` ends a record. */
export function parseRis(text: string): Array<Record<string, string[]>> {
  const records: Array<Record<string, string[]>> = []
  let record: Record<string, string[]> | undefined
  for (const line of text.split('\r\n')) {
    if (line === '') continue
    const [, tag = '', value = ''] = /^([A-Z][A-Z\d]) {2}- (.*)$/.exec(line) ?? []
    if (tag === '') throw new Error(`No line of RIS: ${JSON.stringify(line)}`)
    if (tag === 'TY') {
      if (record) throw new Error('A record begins in another')
      record = {}
    }
    if (!record) throw new Error(`\`${tag}\` is outside of all records`)
    if (tag === 'ER') {
      records.push(record)
      record = undefined
    } else (record[tag] ??= []).push(value)
  }
  if (record) throw new Error('The last record does not end')
  return records
}
