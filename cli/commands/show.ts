import type {RawDocument} from '#pipeline'

import {given, onePositional} from '../arguments.ts'
import type {Command, CommandInput} from '../command.ts'
import {editionText} from '../edition-text.ts'
import {printable} from '../terminal/printable.ts'
import {findEdition} from '../workspace/find.ts'
import {openSource} from '../workspace/open-source.ts'

export const show: Command = {
  name: 'show',
  summary: 'Print a sealed edition as plain text: what a signature is about',
  usage: '<digest|edition|article> [--source <dataset|lake|sanity>]',
  options: {source: {type: 'string'}},
  help: {source: 'another dataset than that of this home'},
  async run(input) {
    const wanted = onePositional(input, 'digest, edition or article')
    const documents = await documentsOf(input)
    const editions = [...documents.values()].filter(({_type}) => _type === 'edition')
    const {payload, digest} = await findEdition({documents, editions}, wanted)
    const text = await editionText(payload, digest)
    return {exit: 0, text: printable(text), data: {edition: payload.id, digest, text, payload}}
  },
}

async function documentsOf(input: CommandInput): Promise<Map<string, RawDocument>> {
  const source = openSource(input.home, input.env, given(input, 'source'), input.now)
  try {
    const documents = await source.documents()
    return new Map(documents.map((document) => [document._id, document]))
  } finally {
    await source.close()
  }
}
