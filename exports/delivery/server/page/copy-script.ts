/** Shows the buttons that copy, and has them do so. All of the script that a page has. */
export const copyScript = `
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const status = document.querySelector('[role=status]')
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
      status.textContent = 'Copied.'
    } catch {
      status.textContent = 'The browser does not let this page copy: select the command.'
    }
  })
}
`
