/**
 * The login page's script: asks the browser for a passkey, and sends what it answers as a form.
 *
 * It loads nothing and calls nobody; without it, or in a browser without passkeys, the password is
 * left. The policy of the page lets this very text run, and nothing else.
 */
export const passkeyScript = `
const decode = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const encode = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const bytesIn = (options) => {
  const key = {...options, challenge: decode(options.challenge)}
  if (key.user) key.user = {...key.user, id: decode(key.user.id)}
  if (key.excludeCredentials) key.excludeCredentials = key.excludeCredentials.map((known) => ({...known, id: decode(known.id)}))
  return key
}
const toAnswer = ({id, rawId, type, response, authenticatorAttachment}) => {
  const parts = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) parts[name] = encode(response[name])
  }
  return {id, rawId: encode(rawId), type, response: parts, clientExtensionResults: {}, authenticatorAttachment: authenticatorAttachment ?? undefined}
}
for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!globalThis.PublicKeyCredential) break
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    if (event.submitter?.name === 'skip') return
    event.preventDefault()
    const status = form.querySelector('[role=status]')
    const publicKey = bytesIn(JSON.parse(form.dataset.options))
    try {
      const credential = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({publicKey})
        : await navigator.credentials.get({publicKey})
      form.elements.answer.value = JSON.stringify(toAnswer(credential))
      form.submit()
    } catch (error) {
      status.textContent = error.name === 'InvalidStateError'
        ? 'This device has a passkey for you already.'
        : 'No passkey was used. Try again, or use your password.'
    }
  })
}
`
