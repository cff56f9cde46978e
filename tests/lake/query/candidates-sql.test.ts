import {afterAll, describe, expect, test} from 'vitest'

import type {CandidatePlan, Condition} from '../../../lake/store/candidate-plan.ts'
import {candidatesSql} from '../../../lake/store/candidates-sql.ts'
import {Database} from '../../../lake/store/database.ts'

const database = new Database(':memory:')
afterAll(() => database.close())

/** How SQLite finds the candidates of a plan: the steps that it names. */
function stepsOf(plan: CandidatePlan): string[] {
  const {sql, values} = candidatesSql('test', plan)
  return database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row['detail']))
}

const article: Condition = {kind: 'type-in', types: ['article']}
const published: Condition = {kind: 'layer-in', layers: ['published']}
const byUpdated = {by: '_updatedAt', direction: 'desc'} as const

describe('SQLite reads candidates in order, from an index', () => {
  test.each<[string, CandidatePlan, string]>([
    [
      'of a type, newest first',
      {where: article, order: byUpdated, limit: 25},
      'document_type_updated (dataset=? AND type=?)',
    ],
    [
      'of a type, in a perspective',
      {
        where: {kind: 'and', conditions: [article, published]},
        order: {by: 'publishedId', direction: 'asc'},
      },
      'document_type_published (dataset=? AND type=?)',
    ],
    ['of a type, by id', {where: article}, 'document_type_id (dataset=? AND type=?)'],
    [
      'of all, newest first',
      {where: {kind: 'all'}, order: byUpdated},
      'document_updated (dataset=?)',
    ],
    [
      'the next page',
      {where: article, order: byUpdated, after: {value: '2026', id: 'a'}},
      'document_type_updated (dataset=? AND type=? AND (updated,id)<(?,?))',
    ],
  ])('%s', (_name, plan, index) => {
    const steps = stepsOf(plan)
    expect(steps.join('\n')).toContain(index)
    expect(steps.join('\n')).not.toContain('TEMP B-TREE')
  })
})

describe('SQLite finds candidates that are named by their index', () => {
  test.each<[string, Condition, string]>([
    ['ids', {kind: 'id-in', ids: ['a']}, '(dataset=? AND id=?)'],
    [
      'published ids',
      {kind: 'published-id-in', ids: ['a']},
      'document_published (dataset=? AND published_id=?)',
    ],
    ['slugs', {kind: 'slug-in', slugs: ['a']}, 'document_slug (dataset=? AND slug=?)'],
    [
      'references',
      {kind: 'references', ids: ['a']},
      'reference USING PRIMARY KEY (dataset=? AND target=?)',
    ],
    ['text', {kind: 'text', query: '"a"'}, 'VIRTUAL TABLE INDEX'],
  ])('%s, whatever else is asked', (_name, condition, index) => {
    for (const where of [
      condition,
      {kind: 'and', conditions: [article, condition, published]} as const,
      {kind: 'or', conditions: [condition, condition]} as const,
    ]) {
      const steps = stepsOf({where: where as Condition, order: byUpdated}).join('\n')
      expect(steps).toContain('SEARCH d USING INTEGER PRIMARY KEY')
      expect(steps).toContain(index)
      expect(steps).not.toMatch(/SCAN d\b|(SEARCH|SCAN) d USING INDEX/)
    }
  })
})
