import {expect, it} from 'vitest'

import {marrow, sampleHome} from './harness.ts'

it('Submitting reports what is in the edition, and nothing of what else is published', async () => {
  const home = await sampleHome()
  const words = ['submit', 'bone-bruise-knee', '--as', 'sample-jordan']
  const {exit, json} = await marrow(home, [...words, '--json'])
  expect(exit).toBe(0)
  const rules = json().findings.map(({ruleId}: {ruleId: string}) => ruleId)
  expect(rules).not.toContain('article-unpublished')
  expect(rules).not.toContain('setting-unset')
})
