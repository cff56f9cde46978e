import type {Message} from '../composition.ts'
import type {Check} from './check.ts'

/** Ways to write the millionth of a unit; whoever searches for one does not find the others. */
const ways = [
  {name: 'the micro sign (U+00B5)', pattern: /\u00B5(?=\p{sc=Latin})/u},
  {name: 'the Greek letter mu (U+03BC)', pattern: /(?<!\p{L})\u03BC(?=\p{sc=Latin})/u},
  {name: '`mcg`', pattern: /(?<!\p{L})mcg(?!\p{L})/u},
]

/** One article writes micrograms in one way. */
export const mixedMicro: Check = ({leaves}) => {
  const found = ways.flatMap(({name, pattern}) => {
    const leaf = leaves.find(({value}) => pattern.test(value))
    return leaf ? [{name, path: leaf.path}] : []
  })
  const [first, ...others] = found
  return others.map(({name, path}): Message => ({
    ruleId: 'mixed-micro',
    severity: 'warning',
    reason: `A unit is written with ${name} here and with ${first?.name} elsewhere; choose one`,
    path,
  }))
}
