import {given, several} from '../../arguments.ts'
import type {Command, CommandInput} from '../../command.ts'
import {CommandError} from '../../fault.ts'

/** Where the delivery server listens, and what is in front of it. */
export interface DeliveryPlace {
  host: string
  /** 0 for any free one. */
  port: number
  isBehindProxy: boolean
  trustedProxies: string[]
  publicUrl?: string
}

/** Options of commands that serve publishers. */
export const deliveryOptions = {
  'delivery-port': {type: 'string'},
  'delivery-host': {type: 'string'},
  'delivery-url': {type: 'string'},
  'behind-proxy': {type: 'boolean'},
  'trusted-proxy': {type: 'string', multiple: true},
} satisfies Command['options']

export const deliveryHelp = {
  'delivery-port': 'where publishers fetch (default 3334: the one after --port)',
  'delivery-host': 'address that the delivery server listens on (default 127.0.0.1)',
  'delivery-url': 'where publishers reach it, such as https://delivery.example',
  'behind-proxy': 'a proxy in front of the delivery server has TLS: it may listen wider',
  'trusted-proxy':
    'address or network of a proxy whose X-Forwarded-For counts; may be given several times',
}

/**
 * Read where to serve publishers.
 *
 * @param port Where the Studio is: the delivery server is next to it, or anywhere where that is.
 * @throws `usage`
 */
export function readDeliveryOptions(input: CommandInput, port: number): DeliveryPlace {
  const url = given(input, 'delivery-url')
  if (url !== undefined && (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))) {
    throw new CommandError('usage', `--delivery-url takes an address with https, not ${url}`)
  }
  const text = given(input, 'delivery-port')
  return {
    host: given(input, 'delivery-host') ?? '127.0.0.1',
    port: text === undefined ? nextTo(port) : portOf(text),
    isBehindProxy: input.values['behind-proxy'] === true,
    trustedProxies: several(input, 'trusted-proxy'),
    ...(url !== undefined && {publicUrl: new URL(url).origin}),
  }
}

function nextTo(port: number): number {
  return port === 0 || port === 65_535 ? 0 : port + 1
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new CommandError('usage', `--delivery-port takes a number up to 65535, not ${text}`)
}
