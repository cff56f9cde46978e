import {Ajv2020} from 'ajv/dist/2020.js'
import {describe, expect, it} from 'vitest'

import {readWebhooks} from '../../../../cli/delivery/push/read-webhooks.ts'
import schema from '../../../../cli/delivery/push/webhooks.schema.json' with {type: 'json'}
import {deliveryWorld, secretText} from './feeds.ts'

function homeWith(endpoints: unknown, mode = 0o600) {
  const {home, put} = deliveryWorld()
  put('webhooks.json', typeof endpoints === 'string' ? endpoints : {format: 1, endpoints})
  put('clinic.secret', secretText(7), mode)
  put('clinic-old.secret', secretText(8))
  put('other.secret', secretText(7))
  put('weak.secret', 'whsec_c2hvcnQ=')
  return home
}

const good = {
  publisher: 'clinic',
  url: 'https://clinic.example/hook',
  secretFiles: ['clinic.secret'],
}

describe('webhooks.json', () => {
  it('names where publishers are told, with one secret or two, and hosts inside', () => {
    const given = [
      good,
      {
        ...good,
        url: 'http://127.0.0.1:9000/hook',
        secretFiles: ['clinic.secret', 'clinic-old.secret'],
        allow: ['127.0.0.1:9000'],
      },
    ]
    expect(readWebhooks(homeWith(given))).toEqual({
      deadlineHours: 24,
      endpoints: [
        {
          publisher: 'clinic',
          url: 'https://clinic.example/hook',
          secrets: [new Uint8Array(32).fill(7)],
          allow: [],
        },
        {
          publisher: 'clinic',
          url: 'http://127.0.0.1:9000/hook',
          secrets: [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)],
          allow: ['127.0.0.1:9000'],
        },
      ],
      faults: [],
    })
    const file = {format: 1, deadlineHours: 12, endpoints: given}
    expect(new Ajv2020().validate(schema, file)).toBe(true)
    expect(readWebhooks(homeWith(JSON.stringify(file))).deadlineHours).toBe(12)
  })

  it('may be missing', () => {
    expect(readWebhooks(deliveryWorld().home)).toEqual({
      deadlineHours: 24,
      endpoints: [],
      faults: [],
    })
  })

  it.each([
    ['{', 'webhooks.json:1:'],
    ['{"format":2,"endpoints":[]}', '`format` must be 1'],
    ['{"format":1}', '`endpoints` is missing'],
    ['{"format":1,"endpoints":[],"deadlineHours":0}', '`deadlineHours` must be at least 0.25'],
  ])('%s is refused whole, with its place', (text, told) => {
    expect(() => readWebhooks(homeWith(text))).toThrow(
      expect.objectContaining({code: 'data', message: expect.stringContaining(told)}),
    )
  })

  it.each([
    [[{...good, publisher: undefined}], '`endpoints[0].publisher` is missing'],
    [[{...good, secretFiles: []}], '`endpoints[0].secretFiles` must have 1'],
    [[{...good, secretFiles: ['a', 'b', 'c']}], '`endpoints[0].secretFiles` may name two'],
    [[{...good, secretFiles: ['gone']}], 'secretFiles[0] names'],
    [[{...good, secretFiles: ['weak.secret']}], 'weak.secret holds no secret'],
    [[{...good, secret: 'x'}], '`endpoints[0].secret` is not a member'],
    [[{...good, url: 'http://clinic.example/'}], '`endpoints[0].url`: clinic.example is called by'],
    [[{...good, url: 'https://me:pw@clinic.example/'}], '`endpoints[0].url`: A URL must not hold'],
    [[{...good, url: 'https://0x7f.1/'}], '`endpoints[0].url`: 127.0.0.1 is no address of the'],
    [[{...good, url: 'ftp://clinic.example/'}], '`endpoints[0].url` must be an https address'],
    [[{...good, allow: ['127.0.0.1']}], '`endpoints[0].allow[0]` must be a host as'],
    [[{...good, allow: ['*:443']}], '`endpoints[0].allow[0]` must be a host as'],
    [[good, good], '`endpoints[1]`: this address of clinic is there twice'],
    [
      [good, {...good, publisher: 'other', secretFiles: ['other.secret']}],
      '`endpoints[1].secretFiles`: clinic has the same secret',
    ],
  ])('%j: the last one is refused with its place, and no other', (endpoints, told) => {
    const {endpoints: read, faults} = readWebhooks(homeWith(endpoints))
    expect(read).toHaveLength(endpoints.length - 1)
    expect(faults).toMatchObject([{message: expect.stringContaining(told)}])
    const other = {...good, publisher: 'hospital', secretFiles: ['clinic-old.secret']}
    const beside = readWebhooks(homeWith([...endpoints, other]))
    expect(beside.endpoints.at(-1)).toMatchObject({publisher: 'hospital'})
    expect(beside.faults).toHaveLength(1)
  })

  it('shows nothing secret of an address that is refused', () => {
    const url = 'https://me:pw@clinic.example/hook?key=hidden'
    expect(readWebhooks(homeWith([{...good, url}])).faults).toMatchObject([
      {publisher: 'clinic', url: 'https://clinic.example/hook?…'},
    ])
    expect(readWebhooks(homeWith([3, 'x'])).faults).toMatchObject([
      {publisher: '', url: ''},
      {publisher: '', url: ''},
    ])
  })

  it('names no secret that others can read', () => {
    const {endpoints, faults} = readWebhooks(homeWith([good], 0o644))
    expect(endpoints).toEqual([])
    expect(faults[0]?.message).toContain('can be read by others')
  })
})
