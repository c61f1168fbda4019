import type { Theme } from '../lib/page.ts'

/**
 * Colours by institution: near in mood to the town's banks, but neither their logos nor their exact colours.
 */
const themes: Record<string, Theme> = {
  '0017': { brand: '#0a6b3d', onBrand: '#ffffff', soft: '#e5f3ea', page: '#f6faf7' },
  '0133': { brand: '#1d4f9c', onBrand: '#ffffff', soft: '#e6eefa', page: '#f5f8fc' },
  '1250': { brand: '#a3221f', onBrand: '#ffffff', soft: '#fbe9e7', page: '#fdf8f7' },
  '1252': { brand: '#136a78', onBrand: '#ffffff', soft: '#e2f2f4', page: '#f4fafb' },
  '9900': { brand: '#13633f', onBrand: '#ffffff', soft: '#e7f2dd', page: '#f9fbf2' },
}
const plain: Theme = { brand: '#4a4f8c', onBrand: '#ffffff', soft: '#ebecf7', page: '#f7f7fb' }

/** The town's banks have colours of their own; all other institutions share one set. */
export function themeOf(bankCode: string): Theme {
  return themes[bankCode] ?? plain
}

export const featuredBanks: readonly string[] = ['0017', '0133', '1250', '1252', '9900']
