import {Ajv2020} from 'ajv/dist/2020.js'
import {describe, expect, it} from 'vitest'

import {
  readEnabled,
  readPushState,
  writePushState,
} from '../../../../cli/delivery/push/push-files.ts'
import schema from '../../../../cli/delivery/push/push-state.schema.json' with {type: 'json'}
import type {PushState} from '../../../../exports/delivery/push/push-state.ts'
import {deliveryWorld} from './feeds.ts'

const at = '2026-03-01T09:00:00.000Z'
const quiet = {toldAt: null, message: null, failing: null, disabled: null}
const state: PushState = {
  format: 1,
  publishers: [
    {publisher: 'a', audience: 'all', since: at, escalation: null},
    {publisher: 'b', audience: 'all', since: at, escalation: {seq: 3, at, round: 2}},
  ],
  endpoints: [
    {publisher: 'a', url: 'https://a.example/', told: 0, ...quiet},
    {
      publisher: 'b',
      url: 'https://b.example/',
      told: 3,
      toldAt: at,
      message: {seq: 4, round: 0, attempts: 2, next: at},
      failing: {since: at, at, fault: 'answers with 500'},
      disabled: {at},
    },
  ],
}

describe('what is kept of pushing', () => {
  it('is read as it was written, by its schema', () => {
    const {home} = deliveryWorld()
    expect(readPushState(home).endpoints).toEqual([])
    writePushState(home, state)
    expect(readPushState(home)).toEqual(state)
    expect(new Ajv2020().validate(schema, state)).toBe(true)
  })

  it.each([
    {...state, format: 2},
    {...state, publishers: [{...state.publishers[0], since: 'soon'}]},
    {...state, endpoints: [{...state.endpoints[0], told: -1}]},
    {...state, endpoints: [{...state.endpoints[0], message: {seq: 1}}]},
    {...state, endpoints: [{...state.endpoints[0], disabled: 'yes'}]},
    [],
    'nonsense',
  ])('is refused with a remedy where it is another: %j', (value) => {
    const {home, put} = deliveryWorld()
    put('push-state.json', value)
    expect(() => readPushState(home)).toThrow(/push-state\.json cannot be read: .*Delete it/)
  })

  it('is refused with a remedy where it says nonsense of what was enabled', () => {
    const {home, put} = deliveryWorld()
    for (const value of ['{', {enabled: 1}, {enabled: {a: 'soon'}}, {enabled: {a: 5}}, {}]) {
      put('webhooks-enabled.json', value)
      expect(() => readEnabled(home)).toThrow(/webhooks-enabled\.json cannot be read: .*Delete it/)
    }
  })
})
