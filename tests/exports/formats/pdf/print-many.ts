import {pdfExporter} from '#exports'

import {sha256Hex} from '../../../../schemas/json/digest.ts'
import {richComposition} from '../../fixtures/composition.ts'
import {printWorld} from './make-pdf.ts'

/*
 * Print the rich composition, then as many others as the argument says, in a process of its own.
 * Says the digest of the first, and the memory that is taken after each tenth, in MiB.
 */

const count = Number(process.argv[2] ?? 0)
let digest = ''
const memory: number[] = []
for (let index = 0; index <= count; index++) {
  const title =
    index === 0 ? {} : {title: `Article ${index}`, summary: `Summary ${index}. `.repeat(40)}
  const composition = richComposition(title)
  const [artifact] = await pdfExporter.export(composition, pdfExporter.defaults, printWorld)
  if (index === 0) digest = await sha256Hex(artifact!.bytes)
  if (index % 10 === 0) memory.push(Math.round(process.memoryUsage.rss() / 2 ** 20))
}
console.log(JSON.stringify({digest, memory}))
