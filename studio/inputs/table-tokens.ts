import {useTheme_v2} from '@sanity/ui'
import type {TableTokens} from '@portabletext/plugin-table/ui'

/** The colours of the Studio for the grid of a table. */
export function useTableTokens(): TableTokens {
  const {color, font, radius, space} = useTheme_v2()
  return {
    '--pt-plugin-table-accent': color.focusRing,
    '--pt-plugin-table-bg': color.bg,
    '--pt-plugin-table-fg': color.fg,
    '--pt-plugin-table-border': color.border,
    '--pt-plugin-table-header-bg': color.muted.bg,
    '--pt-plugin-table-header-weight': String(font.text.weights.semibold),
    '--pt-plugin-table-selected-bg': `color-mix(in srgb, ${color.focusRing} 12%, transparent)`,
    '--pt-plugin-table-lane-bg': color.muted.bg,
    '--pt-plugin-table-lane-icon': color.icon,
    '--pt-plugin-table-handle-rest': color.border,
    '--pt-plugin-table-handle-bg': color.bg,
    '--pt-plugin-table-boundary-dot': color.border,
    '--pt-plugin-table-trash-bg': color.fg,
    '--pt-plugin-table-trash-fg': color.bg,
    '--pt-plugin-table-danger': color.button.default.critical.enabled.bg,
    '--pt-plugin-table-menu-bg': color.bg,
    '--pt-plugin-table-menu-border': color.border,
    '--pt-plugin-table-radius': `${radius[2]}px`,
    '--pt-plugin-table-cell-padding': `${space[2]}px ${space[3]}px`,
    '--pt-plugin-table-font-family': font.text.family,
  }
}
