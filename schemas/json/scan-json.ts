import {JsonError} from './json-error.ts'
import type {JsonErrorCode} from './json-error.ts'

/** Where a text comes from, for messages, and how deep it may nest. */
export interface JsonOptions {
  /** File or address, for messages. */
  name?: string
  /** Line that the text starts at in `name`, from 1: for one line of an NDJSON file. */
  line?: number
  /** Deepest nesting of arrays and objects. */
  maxDepth?: number
}

/** An open array or object: keys seen so far, or the index of the current element. */
interface Frame {
  keys: string[] | null
  /** Made once there are many keys, so that a huge object takes linear time. */
  seen: Set<string> | null
  index: number
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const simpleEscapes = '"\\/bfnrt'

/**
 * Check that a text is strict JSON, in one pass without recursion.
 *
 * @throws `JsonError` at the first fault.
 * @see https://www.rfc-editor.org/rfc/rfc8259 and https://www.rfc-editor.org/rfc/rfc7493 (I-JSON)
 */
export function scanJson(text: string, options: JsonOptions = {}): void {
  new Scanner(text, options).scan()
}

class Scanner {
  readonly #text: string
  readonly #options: JsonOptions
  readonly #maxDepth: number
  readonly #frames: Frame[] = []
  #at = 0

  constructor(text: string, options: JsonOptions) {
    this.#text = text
    this.#options = options
    this.#maxDepth = options.maxDepth ?? 100
  }

  scan(): void {
    if (this.#text.charCodeAt(0) === 0xfeff) {
      this.#fail('byte-order-mark', 'starts with a byte order mark; save it as plain UTF-8')
    }
    this.#value()
    while (this.#frames.length > 0) this.#next()
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#unexpected('the end of the text')
  }

  /** Go on inside the innermost open array or object, which just got a member. */
  #next(): void {
    const frame = this.#frames.at(-1)!
    this.#skipSpace()
    const unit = this.#text.charCodeAt(this.#at)
    if (unit === 0x2c) {
      this.#at++
      if (frame.keys === null) {
        frame.index++
        this.#value()
      } else {
        this.#skipSpace()
        this.#member(frame)
      }
    } else if (unit === (frame.keys === null ? 0x5d : 0x7d)) {
      this.#at++
      this.#frames.pop()
    } else {
      this.#unexpected(frame.keys === null ? '`,` or `]`' : '`,` or `}`')
    }
  }

  /** Read a scalar, an empty array or object, or the start of a filled one up to its first scalar. */
  #value(): void {
    for (;;) {
      this.#skipSpace()
      const unit = this.#text.charCodeAt(this.#at)
      if (unit === 0x22) return void this.#string()
      if (unit === 0x2d || (unit >= 0x30 && unit <= 0x39)) return this.#number()
      if (unit !== 0x7b && unit !== 0x5b) return this.#word()
      if (this.#open(unit)) return
    }
  }

  /** Enter an array or object; true when it is empty and closed again. */
  #open(unit: number): boolean {
    if (this.#frames.length >= this.#maxDepth) {
      this.#fail('too-deep', `nests deeper than ${this.#maxDepth} levels`)
    }
    const frame: Frame = {keys: unit === 0x7b ? [] : null, seen: null, index: 0}
    this.#at++
    this.#skipSpace()
    if (this.#text.charCodeAt(this.#at) === (frame.keys === null ? 0x5d : 0x7d)) {
      this.#at++
      return true
    }
    this.#frames.push(frame)
    if (frame.keys !== null) this.#key(frame)
    return false
  }

  #member(frame: Frame): void {
    this.#key(frame)
    this.#value()
  }

  #key(frame: Frame): void {
    if (this.#text.charCodeAt(this.#at) !== 0x22) this.#unexpected('a key in double quotes')
    const start = this.#at
    const escaped = this.#string()
    const raw = this.#text.slice(start + 1, this.#at - 1)
    const key = escaped ? String(JSON.parse(`"${raw}"`)) : raw
    const repeated = isRepeated(frame, key)
    frame.keys!.push(key)
    if (repeated) {
      this.#at = start
      this.#fail('duplicate-key', `the key ${JSON.stringify(key)} is here twice`)
    }
    if (key === '__proto__') {
      this.#at = start
      this.#fail('forbidden-key', 'the key `__proto__` is not allowed')
    }
    this.#skipSpace()
    if (this.#text.charCodeAt(this.#at) !== 0x3a) this.#unexpected('`:`')
    this.#at++
  }

  /** Read a string; true when it has escapes. */
  #string(): boolean {
    const text = this.#text
    let at = this.#at + 1
    let escaped = false
    for (;;) {
      const unit = text.charCodeAt(at)
      if (unit === 0x22) break
      if (unit === 0x5c) {
        escaped = true
        at = this.#escape(at)
      } else if (unit >= 0x20 && (unit < 0xd800 || unit > 0xdfff)) {
        at++
      } else if (unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(at + 1))) {
        at += 2
      } else {
        this.#at = at
        if (at >= text.length) this.#unexpected('`"`')
        if (unit === 0) this.#fail('nul-character', 'has the character U+0000')
        if (unit < 0x20)
          this.#fail('control-character', `${name(unit)} must be escaped in a string`)
        this.#fail('lone-surrogate', `${name(unit)} is half a character`)
      }
    }
    this.#at = at + 1
    return escaped
  }

  /** Read the escape at `at`, both of a surrogate pair; give the place behind it. */
  #escape(at: number): number {
    const kind = this.#text[at + 1]
    if (kind !== undefined && simpleEscapes.includes(kind)) return at + 2
    const unit = kind === 'u' ? this.#unit(at) : -1
    if (unit === -1) {
      this.#at = Math.min(at + 1, this.#text.length)
      this.#unexpected('an escape such as `\\n` or `\\u00b5`')
    }
    if (unit === 0) {
      this.#at = at
      this.#fail('nul-character', 'has the character U+0000')
    }
    if (unit < 0xd800 || unit > 0xdfff) return at + 6
    const next = unit <= 0xdbff && this.#text.startsWith('\\u', at + 6) ? this.#unit(at + 6) : -1
    if (isLow(next)) return at + 12
    this.#at = at
    return this.#fail('lone-surrogate', `${name(unit)} is half a character`)
  }

  /** Value of the `\uXXXX` at `at`; -1 when it is not one. */
  #unit(at: number): number {
    const digits = this.#text.slice(at + 2, at + 6)
    return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1
  }

  #number(): void {
    number.lastIndex = this.#at
    const literal = number.exec(this.#text)?.[0]
    if (literal === undefined) {
      this.#at++
      this.#unexpected('a digit')
    }
    // Fifteen digits are always safe.
    if (literal.length > 15 || /[eE]/.test(literal)) this.#checkRange(literal)
    this.#at += literal.length
  }

  #checkRange(literal: string): void {
    const value = Number(literal)
    if (!Number.isFinite(value) || (value === 0 && /^[^eE]*[1-9]/.test(literal))) {
      this.#fail('number-out-of-range', `${excerpt(literal)} does not fit a double`)
    }
    if (/^-?[0-9]+$/.test(literal) && !Number.isSafeInteger(value)) {
      this.#fail('unsafe-integer', `${excerpt(literal)} is beyond 2^53 - 1; write it as a string`)
    }
  }

  #word(): void {
    const word = ['true', 'false', 'null'].find((word) => this.#text.startsWith(word, this.#at))
    if (word === undefined) this.#unexpected('a value')
    this.#at += word.length
  }

  #skipSpace(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
      this.#at++
    }
  }

  #unexpected(wanted: string): never {
    const text = this.#text
    if (this.#at >= text.length || isCutWord(text.slice(this.#at))) {
      this.#at = text.length
      this.#fail('truncated', `ends too early: expected ${wanted}`)
    }
    const found = String.fromCodePoint(text.codePointAt(this.#at)!)
    this.#fail('syntax', `expected ${wanted}, not ${JSON.stringify(found)}`)
  }

  #fail(code: JsonErrorCode, reason: string): never {
    const before = this.#text.slice(0, this.#at)
    const lines = before.split(/\r\n|\r|\n/)
    throw new JsonError(code, reason, {
      name: this.#options.name ?? 'JSON',
      line: (this.#options.line ?? 1) + lines.length - 1,
      column: lines.at(-1)!.length + 1,
      path: this.#frames.map(step).join('').replace(/^\./, ''),
    })
  }
}

function isRepeated(frame: Frame, key: string): boolean {
  if (frame.seen === null && frame.keys!.length < 16) return frame.keys!.includes(key)
  frame.seen ??= new Set(frame.keys)
  if (frame.seen.has(key)) return true
  frame.seen.add(key)
  return false
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

function isCutWord(rest: string): boolean {
  const word = rest.trimEnd()
  return word !== '' && ['true', 'false', 'null'].some((full) => full.startsWith(word))
}

function name(unit: number): string {
  return `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`
}

function excerpt(literal: string): string {
  return literal.length > 40 ? `${literal.slice(0, 40)}…` : literal
}

function step(frame: Frame): string {
  if (frame.keys === null) return `[${frame.index}]`
  const key = frame.keys.at(-1)
  if (key === undefined) return ''
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key)
    ? `.${key}`
    : `[${JSON.stringify(key.toWellFormed())}]`
}
