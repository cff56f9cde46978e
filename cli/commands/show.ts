import {onePositional} from '../arguments.ts'
import type {Command} from '../command.ts'
import {editionText} from '../edition-text.ts'
import {readDataset} from '../home/dataset.ts'
import {printable} from '../terminal/printable.ts'
import {findEdition} from '../workspace/find.ts'

export const show: Command = {
  name: 'show',
  summary: 'Print a sealed edition as plain text: what a signature is about',
  usage: '<digest|edition|article>',
  options: {},
  help: {},
  async run(input) {
    const wanted = onePositional(input, 'digest, edition or article')
    const documents = readDataset(input.home)
    const editions = [...documents.values()].filter(({_type}) => _type === 'edition')
    const {payload, digest} = await findEdition({documents, editions}, wanted)
    const text = await editionText(payload, digest)
    return {exit: 0, text: printable(text), data: {edition: payload.id, digest, text, payload}}
  },
}
