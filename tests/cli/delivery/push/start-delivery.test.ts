import {describe, expect, it, vi} from 'vitest'

import {startDelivery} from '../../../../cli/delivery/server/run-delivery.ts'
import {styleWith} from '../../../../cli/terminal/terminal.ts'
import {published, writeFeed} from './feeds.ts'
import {answering, pushWorld, soon} from './push-world.ts'

function input({home}: Pick<ReturnType<typeof pushWorld>, 'home'>) {
  const terminal = {out: () => {}, error: () => {}, progress: () => {}, style: styleWith(false)}
  return {home, terminal, env: {}, now: '', positionals: [], values: {}}
}

const place = {host: '127.0.0.1', port: 0, isBehindProxy: false, trustedProxies: []}

describe('a delivery server', () => {
  it('tells publishers of news within seconds, whoever wrote it, until it is closed', async () => {
    const clinic = await answering()
    const world = pushWorld(clinic)
    const delivery = await startDelivery(input(world), {place, out: world.out, log: () => {}})
    const before = await writeFeed(world.out, 'knee.en', [published('a')])
    await vi.waitFor(() => expect(clinic.got).toHaveLength(1), soon)
    await delivery.close()
    await writeFeed(world.out, 'knee.en', [published('b')], undefined, before)
    expect(clinic.got).toHaveLength(1)
  })

  it('does not start with webhooks that cannot be read', async () => {
    const world = pushWorld(await answering())
    world.put('webhooks.json', '{')
    const start = startDelivery(input(world), {place, out: world.out, log: () => {}})
    await expect(start).rejects.toThrow('webhooks.json')
  })
})
